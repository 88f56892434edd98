/** The words that the screen looks for, in English and German, and the phrases in which they mean nothing of the kind. */

import { plainly } from "./normalise.ts";

const words = (list: string) => list.trim().split(/\s+/);

/** Sexual by themselves. Words with a common other sense ("cock", "dick", "Schwanz") are left to the pack's own eyes. */
export const EXPLICIT = normalised(
  words(`
  sex sexual sexually nude nudes nudity naked nakedness topless porn porno pornos pornographic pornography hentai nsfw erotic erotica erotically
  orgasm orgasms orgasmic masturbate masturbates masturbating masturbation blowjob blowjobs handjob handjobs cum cumming cumshot creampie penis
  penises vagina vaginas vulva clitoris clit dildo dildos genital genitals genitalia nipple nipples boob boobs boobies tits titties pussy pussies anal
  anus milf bdsm gangbang threesome orgy orgies striptease stripper strippers upskirt onlyfans camgirl dickpic dickpics deepthroat cunnilingus
  fellatio futanari rule34 nudify slut sluts whore whores
  nackt nackte nackter nackten nacktes nacktem nacktbild nacktbilder nacktfoto nacktfotos nacktvideo sexuell sexuelle sexueller sexuellen sexuelles
  sexszene sexvideo pornografie pornographie pornografisch pornografische pornobild pornofilm pornofilme erotik erotisch erotische erotischer
  erotischen erotisches orgasmus masturbieren masturbiert masturbierend brustwarze brustwarzen titten muschi ficken fickt gefickt arschfick wichsen
  wichst geschlechtsverkehr geschlechtsteil geschlechtsteile genitalien entblößt entblößte entblößter entblößten hure huren nutte nutten schlampe`),
);

/** Counted only beside a minor, or where somebody real is to be undressed. */
export const SUGGESTIVE = normalised(
  words(`
  sexy seductive seductively sensual lewd lingerie underwear panties thong aroused horny bondage fetish kinky undress undressed undressing
  unclothed shirtless bikini provocative
  verführerisch verführerische verführerischer verführerischen lasziv laszive laszives dessous unterwäsche tanga ausziehen ausgezogen erregt erregte
  entkleidet entkleidete entkleiden geil geile geiler geiles unbekleidet unbekleidete aufreizend aufreizende`),
);

export const MINORS = normalised(
  words(`
  child children childs childlike kid kids minor minors toddler toddlers baby babies infant infants newborn preteen preteens tween tweens teen teens
  teenager teenagers teenage teenaged underage underaged adolescent adolescents schoolgirl schoolgirls schoolboy schoolboys preschooler kindergartner
  girl girls boy boys loli lolis lolita lolicon shota shotacon
  kind kinder kindes kindern kindlich kindliche kindlicher mädchen mädels bub buben säugling säuglinge kleinkind kleinkinder teenie teenies jugendliche
  jugendlicher jugendlichen minderjährig minderjährige minderjähriger minderjährigen minderjähriges schulmädchen schüler schülerin schülerinnen
  schülern schuljunge jungs junge jungen`),
);

/** Who is meant is somebody real. */
export const REAL_PEOPLE = normalised(
  words(`
  celebrity celebrities celeb celebs actress actresses actor actors singer politician politicians president chancellor senator influencer influencers
  streamer streamers youtuber youtubers tiktoker deepfake deepfakes nudify
  promi promis prominente prominenter prominenten schauspieler schauspielerin sänger sängerin politiker politikerin kanzler kanzlerin präsident
  präsidentin ministerin influencerin`),
);

const KIN =
  "ex|girlfriend|boyfriend|wife|husband|teacher|boss|neighbou?r|classmate|co ?worker|colleague|sister|brother|mother|mom|mum|father|dad|friend|crush|roommate|daughter|son|cousin|aunt|niece|stepsister|stepmom";
const GERMAN_KIN =
  "ex|freundin|freund|frau|mann|lehrerin|lehrer|chefin|chef|nachbarin|nachbar|mitschulerin|mitschuler|kollegin|kollege|schwester|bruder|mutter|mama|vater|tochter|sohn|cousine|tante|nichte|mitbewohnerin";

export const REAL_PHRASES: readonly RegExp[] = [
  new RegExp(`\\bmy (?:\\w+ )?(?:${KIN})\\b`),
  new RegExp(`\\bmein(?:e|en|er|em)? (?:\\w+ )?(?:${GERMAN_KIN})\\b`),
  /\breal (?:person|people|woman|man|life person)\b/,
  /\b(?:echte|reale)[rn]? (?:person|personen|frau|mann|menschen)\b/,
];

/** Somebody who was photographed is to be shown without clothes. */
export const UNDRESS_PHRASES: readonly RegExp[] = [
  /\b(?:undress|strip|nudify|unclothe) (?:her|him|them|this|that|the (?:woman|man|girl|boy|person)|#\d+)\b/,
  /\b(?:remove|take off|delete|without) (?:her|his|their|the|all)? ?(?:clothes|clothing|shirt|dress|bra|pants|underwear|bikini)\b/,
  /\bmake (?:her|him|them) (?:nude|naked|topless)\b/,
  /\bzieh (?:sie|ihn|die|den) (?:\w+ )?aus\b/,
  /\bohne (?:ihre |seine |jede )?(?:kleidung|kleider|klamotten|unterwasche)\b/,
  /\bmach (?:sie|ihn) nackt\b/,
];

const AGES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen";
const GERMAN_AGES = "ein|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn";
const UNDER_18 = "(?:0?\\d|1[0-7])";

/** On the plain text with one blank between words. */
export const MINOR_AGES: readonly RegExp[] = [
  new RegExp(`(?<![\\d.])(?:${UNDER_18}|${AGES}) ?(?:years?|yrs?|y)? ?(?:old|o|of age)\\b`),
  new RegExp(`\\b(?:aged?|turning) (?:${UNDER_18}|${AGES})\\b(?! ?\\d)`),
  new RegExp(`(?<![\\d.])(?:${UNDER_18}|${GERMAN_AGES}) ?(?:jahre alt|jahrig(?:e|er|en|es)?)\\b`),
];

/** Taken out before anything is looked for. */
export const HARMLESS: readonly RegExp[] = [
  /\b(?:same|opposite|biological|either|both|fair|weaker) sex(?:es)?\b/g,
  /\bsex(?:ual)? (?:ed|education|reproduction|health|orientation|harassment|selection|dimorphism|organs of (?:a |the )?(?:plant|flower)s?)\b/g,
  /\bsex of (?:the|a|an|my|our|their)\b/g,
  /\bsexuelle[rn]? (?:aufklarung|fortpflanzung|orientierung|gesundheit|belastigung)\b/g,
  /\bnaked (?:eye|truth|mole rats?|flame|singularity|neck)\b/g,
  /\bnackte[nrs]? (?:wahrheit|zahlen|tatsachen|fels|angst|uberleben)\b/g,
  /\bnude (?:colou?r|tone|shade|lipstick)s?\b/g,
  /\b(?:blue|great|coal|marsh|willow|crested|long tailed) tits\b/g,
  /\bpussy (?:cat|willow)s?\b/g,
  /\b(?:magna |summa )?cum laude\b/g,
  /\banal retentive\b/g,
  /\b[a-g](?: flat| sharp)? minor\b/g,
  /\bminor (?:key|chord|scale|league|detail|change|issue|bug|planet)s?\b/g,
  /\bjunge[nrs]? (?:frau|frauen|dame|damen|erwachsene|erwachsenen|manner|mann|leute|liebe)\b/g,
  /\bbaby (?:blue|pink|oil|grand)\b/g,
];

function normalised(list: readonly string[]): ReadonlySet<string> {
  return new Set(list.map(plainly));
}
