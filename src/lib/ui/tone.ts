/** Tones that carry meaning; each has a colour, a shape and, where it is used, a word. */
export const tones = ['neutral', 'accent', 'good', 'watch', 'look'] as const;
export type Tone = (typeof tones)[number];
