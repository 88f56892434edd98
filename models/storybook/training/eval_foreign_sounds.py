"""Speech, by espeak-ng in many voices, and music, by a small sequencer: chords, bass, tune and beat in several styles."""

import io
import subprocess
import wave

import numpy as np
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

RATE, SECONDS = 22_050, 4.0
LENGTH = int(RATE * SECONDS)
# A voice of espeak-ng and what it says.
SPOKEN = (
    ("en-us", "Good afternoon, you have reached the dental office of Doctor Lindqvist."),
    ("en-gb+f3", "The library closes in fifteen minutes. Please bring your books to the desk."),
    ("en-gb-scotland", "I told him twice already that the invoice is wrong, and he never listens."),
    ("en-us+m7", "Next stop, Central Avenue. Mind the gap between the platform and the carriage."),
    ("de+f2", "Guten Tag, ich möchte gern einen Termin für nächste Woche vereinbaren."),
    ("fr-fr", "Bonjour à tous, le cours commence aujourd'hui à dix heures et demie."),
    ("es+f4", "Perdone, ¿me puede decir dónde está la oficina de correos más cercana?"),
    ("en-us+f1", "Preheat the oven to two hundred degrees and butter a round tin."),
    ("en-gb-x-rp", "My fellow members, this budget is neither fair nor is it finished."),
    ("it", "Scusi, quanto costa il biglietto di andata e ritorno per Bologna?"),
    ("pl+m3", "Dzień dobry, poproszę dwa bilety ulgowe na jutro rano."),
    ("en-us+whisper", "Don't tell anybody, but I think that the surprise party is on Friday."),
    ("en-gb+croak", "In my day we wrote letters, and we waited three weeks for the reply."),
    ("pt+f2", "A reunião de amanhã foi adiada para quinta-feira à tarde."),
    ("sv", "Hej, jag heter Astrid och jag arbetar på kommunens skattekontor."),
    ("en-us+m3", "One, two, three, testing. Can everybody at the back of the room understand me?"),
    ("nl+f1", "De vergadering begint om negen uur, vergeet uw papieren niet."),
    ("en-gb+m1", "And in the final minute he shoots, he scores, and the whole stadium is on its feet!"),
)


def speech(number: int, rng: np.random.Generator) -> np.ndarray:
    """float32 [LENGTH] at RATE: a voice in a room, over some noise."""
    voice, words = SPOKEN[number % len(SPOKEN)]
    options = ["-v", voice, "-s", str(int(rng.integers(140, 185))), "-p", str(int(rng.integers(25, 70)))]
    spoken = subprocess.run(["espeak-ng", *options, "--stdout", words], capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        rate, frames = file.getframerate(), file.readframes(LENGTH)
    sound = np.frombuffer(frames, "<i2").astype(np.float64)
    if rate != RATE:
        sound = resample_poly(sound, RATE, rate)
    return finished(in_room(sound, rng, rng.uniform(0.0, 0.5)), rng, rng.uniform(0.0, 0.012))


def in_room(sound: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    tail = rng.normal(size=int(0.4 * RATE)) * np.exp(-np.arange(int(0.4 * RATE)) / (rng.uniform(0.04, 0.12) * RATE))
    echo = fftconvolve(sound, tail)[: len(sound)]
    return sound + share * echo * np.abs(sound).max() / (np.abs(echo).max() + 1e-9)


def finished(sound: np.ndarray, rng: np.random.Generator, noise: float) -> np.ndarray:
    whole = np.zeros(LENGTH)
    whole[: min(LENGTH, len(sound))] = sound[:LENGTH]
    whole = whole / (np.abs(whole).max() + 1e-9) * rng.uniform(0.5, 0.85) + noise * rng.normal(size=LENGTH)
    fade = int(0.03 * RATE)
    whole[-fade:] *= np.linspace(1, 0, fade)
    return whole.astype(np.float32)


# Instruments: hertz and seconds -> a note.
def organ(hertz: float, held: float) -> np.ndarray:
    time = np.arange(int((held + 0.05) * RATE)) / RATE
    return sum(np.sin(2 * np.pi * hertz * k * time) * g for k, g in ((1, 1), (2, 0.6), (3, 0.35), (4, 0.3), (6, 0.15))) * envelope(time, held, 0.02, 0.9)


def electric_piano(hertz: float, held: float) -> np.ndarray:
    time = np.arange(int((held + 0.3) * RATE)) / RATE
    bend = 2.2 * np.exp(-5 * time) * np.sin(2 * np.pi * 7 * hertz * time) * 0.3 + 1.2 * np.exp(-2 * time) * np.sin(2 * np.pi * hertz * time)
    return np.sin(2 * np.pi * hertz * time + bend) * np.exp(-2.2 * time) * envelope(time, held, 0.004, 1)


def strings(hertz: float, held: float) -> np.ndarray:
    time = np.arange(int((held + 0.2) * RATE)) / RATE
    wide = sum(2 * ((hertz * (1 + d) * time + p) % 1) - 1 for d, p in ((-0.004, 0.1), (0.0, 0.4), (0.005, 0.8)))
    return sosfilt(butter(2, min(8 * hertz, 7000), fs=RATE, output="sos"), wide) * envelope(time, held, 0.12, 0.8)


def chip(hertz: float, held: float) -> np.ndarray:
    time = np.arange(int(held * RATE)) / RATE
    return np.sign(np.sin(2 * np.pi * hertz * time) - 0.4) * 0.5 * envelope(time, 0.85 * held, 0.003, 0.7)


def brass(hertz: float, held: float) -> np.ndarray:
    time = np.arange(int((held + 0.06) * RATE)) / RATE
    bright = envelope(time, held, 0.07, 0.8)
    vibrato = 0.25 * np.sin(2 * np.pi * 5.3 * time)
    return sum(np.sin(2 * np.pi * hertz * k * time + k * vibrato) * bright ** (0.6 + 0.35 * k) / k for k in range(1, 9))


def envelope(time: np.ndarray, held: float, rise: float, keep: float) -> np.ndarray:
    level = np.minimum(time / rise, 1) * (keep + (1 - keep) * np.exp(-time / 0.15))
    return level * np.clip(1 - (time - held) / 0.05, 0, 1)


INSTRUMENTS = (organ, electric_piano, strings, chip, brass)
SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10), (0, 2, 4, 7, 9, 12, 14))
CHORDS = ((0, 4, 5, 3), (0, 5, 3, 4), (5, 3, 0, 4), (0, 3, 4, 0), (1, 4, 0, 0))
# Sixteenths on which kick, snare and cymbals fall; None is music without a beat.
BEATS = ("x...x...x...x...|....x.......x...|x.x.x.x.x.x.x.x.", "x.....x...x.....|....x.......x..x|xxxxxxxxxxxxxxxx", "x.........x.....|......x.......x.|..x...x...x...x.", None)


def music(number: int, rng: np.random.Generator) -> np.ndarray:
    """float32 [LENGTH] at RATE."""
    scale, chords, beat = SCALES[number % 4], CHORDS[number % 5], BEATS[(number // 2) % 4]
    lead, comp = INSTRUMENTS[number % 5], INSTRUMENTS[(number + 2) % 5]
    step = 60 / rng.uniform(84, 148) / 4
    root = rng.uniform(98, 165)
    mix, degree = np.zeros(LENGTH + RATE), 4

    def hertz(place: int, octave: int) -> float:
        return root * 2 ** ((scale[place % 7] + 12 * (place // 7)) / 12 + octave)

    for sixteenth in range(int(SECONDS / step)):
        at, chord = sixteenth * step, chords[(sixteenth // 8) % 4]
        if sixteenth % 8 == 0:
            for third in (0, 2, 4):
                add(mix, comp(hertz(chord + third, 1), 7 * step), at, 0.22)
        if sixteenth % 4 == 0:
            add(mix, strings(hertz(chord, 0) / 2, 3 * step), at, 0.35)
        if rng.random() < (0.85 if sixteenth % 4 == 0 else 0.45):
            degree = int(np.clip(degree + rng.integers(-2, 3), 0, 10))
            add(mix, lead(hertz(degree, 2), step * rng.choice([1, 2, 3])), at, 0.4)
        if beat is not None:
            for line, hit in zip(beat.split("|"), (kick, snare, cymbal)):
                if line[sixteenth % 16] == "x":
                    add(mix, hit(rng), at, 0.45)
    return finished(in_room(mix[:LENGTH], rng, rng.uniform(0.1, 0.4)), rng, 0.001)


def add(mix: np.ndarray, note: np.ndarray, at: float, gain: float) -> None:
    first = int(at * RATE)
    note = note[: len(mix) - first]
    mix[first : first + len(note)] += gain * note


def kick(rng: np.random.Generator) -> np.ndarray:
    time = np.arange(int(0.22 * RATE)) / RATE
    return np.sin(2 * np.pi * (48 * time + 3.2 * (1 - np.exp(-28 * time)))) * np.exp(-13 * time)


def snare(rng: np.random.Generator) -> np.ndarray:
    time = np.arange(int(0.18 * RATE)) / RATE
    return (rng.normal(size=len(time)) * 0.5 + 0.5 * np.sin(2 * np.pi * 190 * time)) * np.exp(-22 * time) * 0.7


def cymbal(rng: np.random.Generator) -> np.ndarray:
    time = np.arange(int(0.09 * RATE)) / RATE
    return sosfilt(butter(2, 6500, "high", fs=RATE, output="sos"), rng.normal(size=len(time))) * np.exp(-60 * time) * 0.4
