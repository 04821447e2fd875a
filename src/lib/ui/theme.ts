/** Themes that a person can choose; `system` follows the machine's light or dark. */
export const themes = ['system', 'light', 'dark', 'reading'] as const;
export type Theme = (typeof themes)[number];

/** Whether a text names a theme. */
export function isTheme(text: string): text is Theme {
	return (themes as readonly string[]).includes(text);
}

/** Tones that carry meaning; each has a colour, a shape and, where it is used, a word. */
export const tones = ['neutral', 'accent', 'good', 'watch', 'look'] as const;
export type Tone = (typeof tones)[number];
