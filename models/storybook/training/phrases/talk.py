"""Small talk, and what the assistant says of itself."""

from phrases.bank import Bank

GREETING = Bank("hi", "hello", "hey", "hello there", "good morning", "good evening", "hi storybook", "hey there", "hiya", "yo", "hello, is anyone here?", "hi everyone", "hey bot", "greetings", "good afternoon", "hallo", "sup", "hi!", "hello 👋", "👋", "ping", "are you there?")
HELLO = (
    "Hello! I can draw, sound and animate a small storybook world. Try: {e}",
    "Hi! Ask me for a picture, a sound or a video of things like {k}.",
)
THANKS = Bank("thanks", "thank you", "thx", "thank you so much", "great, thanks", "lovely, thank you", "cheers", "that's great", "perfect", "cool", "wow, nice", "I like it", "ty", "nice one", "awesome", "well done", "beautiful!", "thanks a lot", "❤️", "😍", "so cute", "love it", "good job", "great work")
WELCOME = ("You are welcome!", "I am glad you like it.", "With pleasure! Shall we make another?")
BYE = Bank("bye", "goodbye", "see you", "good night", "see you tomorrow", "that's all for today", "bye bye", "cu", "I have to go", "ciao", "later!", "so long")
GOODBYE = ("Goodbye! Come back soon.", "See you! It was fun.")
HELP = Bank("help", "help me", "what can you do?", "how does this work?", "what do you know?", "what can I ask?", "/help", "what are you able to make?", "how do I use you?", "give me an example", "commands?", "what can I do here?", "what things can you draw?", "show me what you can do", "what are your abilities?", "which sounds can you make?", "what should I try?", "instructions please", "what is possible here?", "can you make videos?", "can you draw?", "do you understand sounds?")
HELPING = (
    "I draw, sound and animate a small storybook world: things like {k}, in a place, with weather and motion. You can send me a picture, a sound or a video too. Try: {e}",
    "Ask me for a picture, a sound or a video, or send me some. I know things like {k}. Try: {e}",
)
WHO = Bank("who are you?", "what are you?", "what is your name?", "are you human?", "are you a bot?", "are you ChatGPT?", "who made you?", "introduce yourself", "what's your name", "are you real?", "which model are you?", "tell me about yourself", "are you an AI?", "how old are you?", "where do you live?", "what is storybook?")
I_AM = (
    "I am Storybook, a small model that draws, sounds and animates a little world of its own, with things like {k}.",
    "My name is Storybook. I am a very small model, and I know things like {k}.",
)
FEELING = Bank("how are you?", "how are you doing?", "how's it going?", "what's up?", "are you ok?", "how do you feel?", "all good?", "you ok?", "how do you do?", "how are things?")
FINE = ("I am fine, thank you. What shall we make?", "Very well! What would you like to see or hear?")
SORRY = Bank("that's wrong", "that is not what I meant", "no, wrong", "you made a mistake", "not good", "I don't like it", "that is bad", "bad bot", "hm, not right", "ugly", "this is not right", "boo")
MISTAKE = ("I am sorry. Tell me what to change.", "Sorry about that. What should be different?")
EXAMPLES = ("draw two red boats at sea in the rain.", "what does a frog sound like at night?", "a video of a blue rocket rising at sunset.", "a picture and the sound of a cat in the snow.", "animate a yellow balloon.")
# What people say, by the name that chat.py has for it, what is answered, and how often.
Exchange = tuple[str, Bank, tuple[str, ...], int]
EXCHANGES: tuple[Exchange, ...] = (("greeting", GREETING, HELLO, 6), ("thanks", THANKS, WELCOME, 5), ("praise", THANKS, WELCOME, 2), ("bye", BYE, GOODBYE, 2), ("help", HELP, HELPING, 6), ("who", WHO, I_AM, 5), ("feeling", FEELING, FINE, 2), ("sorry", SORRY, MISTAKE, 2))
OF_A_PIECE = tuple(exchange for exchange in EXCHANGES if exchange[0] in ("thanks", "praise", "sorry"))  # what is said when something was made
