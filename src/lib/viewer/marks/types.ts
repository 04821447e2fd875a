import type { Mark } from '#lib/viewer/types.ts';

/** Marks of somebody else on the same images, and in words whose they and the viewer's own are. */
export type OtherMarks = { marks: Mark[]; name: string; ownName: string };

/** Which of own marks and somebody else's are to be seen. */
export type MarksShown = 'both' | 'own' | 'others';
