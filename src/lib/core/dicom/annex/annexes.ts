import type { KeptOutReason } from '#lib/core/dicom/image-kind.ts';
import type { KeyObjects } from './key-objects.ts';
import type { PresentationState } from './presentation-state.ts';
import type { ReportNode } from './report-tree.ts';

/** Images by their UID, and the frames of each that are meant, from 1; none named means all. */
export type ImageReference = { readonly sopInstanceUid: string; readonly frames: readonly number[] };

/** What a study holds beside its images. UIDs are those that the images are shown under. */
export type StudyAnnexes = {
	readonly keyObjects: readonly KeyObjects[];
	readonly presentations: readonly PresentationState[];
	readonly reports: readonly ReportNode[];
	/** What is there and not shown: how many of a kind. */
	readonly unseen: readonly { readonly kind: KeptOutReason; readonly count: number }[];
	/** How many have not come from an archive in time. */
	readonly unread: number;
};

/** The new UID of an image, or null where it is not shown: whatever refers to it is left out. */
export type ShownUid = (original: string) => string | null;
