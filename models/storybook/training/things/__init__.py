"""The 24 things of the storybook, each a drawing in a box of 100 x 100 units, and where each of them lives."""

from things.creatures import bee, bird, cat, dog, fish, frog, robot
from things.objects import balloon, bell, clock, drum, fire, flower, fountain, guitar, house, kite, star, tree
from things.vehicles import boat, car, plane, rocket, train

DRAWINGS = {
    drawing.__name__: drawing
    for drawing in (
        boat, car, train, rocket, plane, house, bell, clock, drum, guitar, tree, flower,
        balloon, kite, star, cat, dog, bird, fish, frog, bee, fire, fountain, robot,
    )
}  # fmt: skip

FLYING = frozenset({"rocket", "plane", "balloon", "kite", "star", "bird", "bee"})
SWIMMING = frozenset({"boat", "fish"})
