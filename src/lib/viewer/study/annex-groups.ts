import type { StudyAnnexes } from '#lib/core/dicom/annex/annexes.ts';
import type { PriorSource } from '#lib/viewer/priors/types.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/** What lies beside the images of one study. */
export type AnnexGroup = {
	/** Empty for the study that is read. */
	label: string;
	annexes: StudyAnnexes;
};

/** What lies beside the images of the study that is read, and of the earlier ones that are open. */
export function annexGroups(
	own: StudyAnnexes | undefined,
	priors: readonly PriorSource[],
	displaySets: readonly DisplaySet[]
): AnnexGroup[] {
	const open = new Set(displaySets.map(({ studyUid }) => studyUid));
	const earlier = priors.flatMap(({ studyUid, label = '', annexes }) =>
		annexes && open.has(studyUid) ? [{ label, annexes }] : []
	);
	return own ? [{ label: '', annexes: own }, ...earlier] : earlier;
}

/** Whether there is anything of it to list. */
export function isEmpty({ keyObjects, presentations, reports, unseen, unread }: StudyAnnexes): boolean {
	return unread === 0 && [keyObjects, presentations, reports, unseen].every((list) => list.length === 0);
}
