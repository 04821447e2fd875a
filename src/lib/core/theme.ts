export const themes = ['system', 'light', 'dark', 'reading'] as const;
export type Theme = (typeof themes)[number];

/** The theme a cookie names; what the system prefers when it names none. */
export function parseTheme(text: string | undefined): Theme {
	return themes.find((theme) => theme === text) ?? 'system';
}
