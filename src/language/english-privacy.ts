/** What Quartet says of what it keeps about people, in English. */

/** How a person gives these commands on their platform. */
export interface PrivacyWays {
  readonly export: string;
  readonly forgetMe: string;
  readonly forgetHere: string;
}

export const privacy = {
  description: "What I keep about you, where and how long, and how you get it or have it forgotten",
  what: [
    "**What I keep**: what you say to me and what I answer, with your name and the pictures, sounds and clips of both; what you do in a studio: pieces, votes, styles;",
    "how much you asked for, for the limits (two days at most); and what was held back, reported and moderated, without anybody's words (30 days).",
    "That I took an event I know for 30 days, by its number.",
  ].join(" "),
  where:
    "**Where**: on the machine of whoever runs me, in its data folder (DATA_DIR) and in their backups of it. I ask no other service; this platform keeps its own copy.",
  /** `days`: after which what is said here goes. */
  howLong: (days: number | undefined) =>
    `**How long**: ${days === undefined ? "what is said here stays until somebody has it forgotten" : `what is said here goes after ${days === 1 ? "1 day" : `${days} days`}`}. When there is no more room, the oldest files go first. If a server or workspace removes me, everything of it goes within 30 days.`,
  ways: ({ export: get, forgetMe, forgetHere }: PrivacyWays) =>
    `**Yours**: \`${get}\` gives you everything, to you alone. \`${forgetMe}\` makes me forget everything you said to me on this platform, \`${forgetHere}\` one conversation.`,
  contact: (contact: string) => `**Questions**: ${contact}`,
  noContact: "**Questions**: whoever runs me has named no address; ask who brought me here.",
  export: {
    description: "Everything that I keep about you, as a file for you alone",
    me: "Everything that I keep about you on this platform",
    ready: "Here is everything that I keep about you. I keep no copy of this file.",
    nothing: "I keep nothing about you.",
    leftOut: (count: number) =>
      count === 1 ? "One file is named but not inside: it did not fit." : `${count} files are named but not inside: they did not fit.`,
  },
  /** By what was to be forgotten. */
  forgot: {
    conversation: "I forgot this conversation.",
    me: "I forgot everything you said to me on this platform, my answers to it, and your name. Pieces that others built upon in a studio stay there without it.",
  },
};
