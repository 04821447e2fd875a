/** Studies held until somebody has looked for names in the images. */
export const pixels = {
	title: 'Pixel checks'
} as const;
