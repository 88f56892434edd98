/** Settings for tests in which a few people ask a great deal. */

export const NO_LIMITS = {
  PERSON_REQUESTS_PER_MINUTE: "0",
  PERSON_WAITING: "0",
  PERSON_VIDEO_SECONDS_PER_DAY: "0",
  CHANNEL_REQUESTS_PER_MINUTE: "0",
  CHANNEL_WAITING: "0",
  CHANNEL_VIDEO_SECONDS_PER_DAY: "0",
} as const;
