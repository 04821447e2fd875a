/** Cases, conferences and what came of them, apart from scores. */
export const learning = {
	title: 'Peer learning'
} as const;
