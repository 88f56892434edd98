"""How house, bell, clock, drum, guitar, balloon, kite and robot sound: one event each."""

import numpy as np
from scipy.signal import lfilter

from sounds.synthesis import RATE, Voice, add, course, noise_band, ringing, samples, steady, swell, tone


def house(voice: Voice) -> np.ndarray:
    """Three knocks at a wooden door."""
    canvas = np.zeros(samples(0.85 * voice.pace))
    length = samples(0.16)
    for beat, level in enumerate((1.0, 0.9, 1.0)):
        wood = tone(steady(length, 230 * voice.pitch), {1.0: 1.0, 1.72: 0.7, 2.9: 0.4, 4.3: 0.2})
        knuckle = 0.5 * noise_band(voice.rng, length, 300 * voice.pitch, 1_200 * voice.pitch)
        knock = wood * ringing(length, 0.004, 0.018) + knuckle * ringing(length, 0.003, 0.006)
        add(canvas, level * knock, 0.24 * beat * voice.pace)
    return canvas


def bell(voice: Voice) -> np.ndarray:
    """One stroke of a church bell: hum, prime, minor third, fifth, octave and above."""
    length = samples(0.92 * voice.pace)
    canvas = np.zeros(length)
    strike = {0.5: 0.5, 1.0: 1.0, 1.19: 0.7, 1.5: 0.4, 2.0: 0.8, 2.66: 0.4, 3.01: 0.3, 4.1: 0.2}
    for ratio, level in strike.items():
        partial = tone(steady(length, 620 * voice.pitch), {ratio: level})
        canvas += partial * ringing(length, 0.008, 0.26 * voice.pace / ratio**0.6)
    return canvas * swell(length, 0.005, 0.2)


def clock(voice: Voice) -> np.ndarray:
    """Tick-tock, tick-tock: a higher and a lower click in turn."""
    canvas = np.zeros(samples(0.9 * voice.pace))
    length = samples(0.07)
    for beat in range(4):
        frequency = (1_900 if beat % 2 == 0 else 1_350) * voice.pitch
        click = tone(steady(length, frequency), {1.0: 1.0, 1.63: 0.5, 2.4: 0.2})
        add(canvas, click * ringing(length, 0.003, 0.009), 0.22 * beat * voice.pace)
    return canvas


def drum(voice: Voice) -> np.ndarray:
    """Boom, ba-boom: a skin whose pitch falls after each stroke."""
    canvas = np.zeros(samples(0.95 * voice.pace))
    for at, level in ((0.0, 1.0), (0.34, 0.7), (0.5, 1.0)):
        length = samples(0.4 * voice.pace)
        fall = 1 + 0.8 * 0.5 ** (np.arange(length) / samples(0.03))
        skin = tone(92 * voice.pitch * fall, {1.0: 1.0, 1.59: 0.4, 2.14: 0.2})
        slap = noise_band(voice.rng, length, 250 * voice.pitch, 1_000 * voice.pitch) * ringing(length, 0.004, 0.012)
        add(canvas, level * (skin * ringing(length, 0.006, 0.06) + 0.35 * slap), at * voice.pace)
    return canvas


def guitar(voice: Voice) -> np.ndarray:
    """A strummed major chord of plucked strings (Karplus and Strong, 1983)."""
    canvas = np.zeros(samples(0.95 * voice.pace))
    for string, note in enumerate((196, 247, 294, 392)):
        add(canvas, _pluck(voice, note * voice.pitch, len(canvas)), 0.045 * string)
    return canvas * swell(len(canvas), 0.006, 0.3)


def _pluck(voice: Voice, frequency: float, length: int) -> np.ndarray:
    """A delay line of one period (the fraction by interpolation), averaged on its way round and lightly damped."""
    period = RATE / frequency - 0.5  # the averaging itself delays by half a sample
    delay, fraction = int(period), period % 1
    burst = np.random.default_rng(delay).uniform(-1, 1, delay)
    excitation = np.zeros(length)
    excitation[:delay] = sum(np.roll(burst, shift) for shift in range(5)) / 5  # a soft thumb
    feedback = np.zeros(delay + 3)
    feedback[0] = 1
    feedback[delay:] = -0.4975 * np.array([1 - fraction, 1, fraction])
    string = lfilter([1.0], feedback, excitation)
    return lfilter([0.4], [1, -0.6], string) * (1 + 0.05 * voice.rng.uniform(-1, 1))


def balloon(voice: Voice) -> np.ndarray:
    """A rubbery squeak that climbs and wobbles, then a soft pop."""
    canvas = np.zeros(samples(0.92 * voice.pace))
    length = samples(0.55 * voice.pace)
    wobble = 1 + 0.05 * tone(steady(length, 17 / voice.pace), {1.0: 1.0})
    squeak = tone(760 * voice.pitch * wobble * course(length, 0.8, 1.05, 0.95, 1.5), {1.0: 1.0, 2.0: 0.5, 3.0: 0.25})
    add(canvas, 0.6 * squeak * swell(length, 0.06, 0.05), 0.0)
    length = samples(0.16)
    pop = noise_band(voice.rng, length, 180 * voice.pitch, 2_600 * voice.pitch) * ringing(length, 0.003, 0.022)
    add(canvas, 0.8 * pop, 0.66 * voice.pace)
    return canvas


def kite(voice: Voice) -> np.ndarray:
    """Cloth that flaps in a breeze: quick, regular soft beats."""
    canvas = np.zeros(samples(0.95 * voice.pace))
    for beat in range(8):
        length = samples(0.09)
        flap = noise_band(voice.rng, length, 260 * voice.pitch, 900 * voice.pitch)
        add(canvas, flap * ringing(length, 0.015, 0.022), 0.11 * beat * voice.pace)
    breeze = noise_band(voice.rng, len(canvas), 900 * voice.pitch, 1_700 * voice.pitch)
    return canvas + 0.1 * breeze * swell(len(canvas), 0.2, 0.3)


def robot(voice: Voice) -> np.ndarray:
    """Five square little beeps, always the same tune."""
    canvas = np.zeros(samples(0.9 * voice.pace))
    odd = {1.0: 1.0, 3.0: 0.33, 5.0: 0.2, 7.0: 0.14}
    for beat, note in enumerate((523, 784, 659, 440, 1_047)):
        length = samples(0.13 * voice.pace)
        add(canvas, tone(steady(length, note * voice.pitch), odd) * swell(length, 0.01, 0.03), 0.17 * beat * voice.pace)
    return canvas
