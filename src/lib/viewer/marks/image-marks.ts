import { findFrameOfReference } from './marks.ts';
import { isImageMark, isMarkOn } from './is-mark-on.ts';
import type { Frame, ImageMarkKind, Mark } from '#lib/viewer/types.ts';

/** Marks of whole images: kept with those that are drawn, but nothing is drawn for them. */
export type ImageMarks = {
	/** The same list until one of them changes. */
	all(): readonly Mark[];
	set(marks: readonly Mark[]): void;
	/** Marks a frame, or takes its mark of that kind away. */
	toggle(kind: ImageMarkKind, frame: Frame): void;
	has(id: string): boolean;
	remove(id: string): void;
	label(id: string, text: string): void;
};

export function makeImageMarks(): ImageMarks {
	let marks: readonly Mark[] = [];
	return {
		all: () => marks,
		set(given) {
			marks = given.filter(isImageMark);
		},
		toggle(kind, frame) {
			const others = marks.filter((mark) => mark.kind !== kind || !isMarkOn(mark, frame));
			if (others.length < marks.length) marks = others;
			else marks = [...marks, markOf(kind, frame)];
		},
		has: (id) => marks.some((mark) => mark.id === id),
		remove(id) {
			marks = marks.filter((mark) => mark.id !== id);
		},
		label(id, label) {
			marks = marks.map((mark) => (mark.id === id ? { ...mark, label } : mark));
		}
	};
}

function markOf(kind: ImageMarkKind, { imageId, sopInstanceUid, frameNumber }: Frame): Mark {
	return {
		id: crypto.randomUUID(),
		kind,
		sopInstanceUid,
		frameNumber,
		frameOfReferenceUid: findFrameOfReference(imageId),
		points: [],
		pointsPx: [],
		label: ''
	};
}
