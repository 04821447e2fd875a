import type { BlindedSection } from '#lib/core/case/blinding.ts';
import type { ReportNode } from '#lib/core/dicom/annex/report-tree.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { PriorsGiven, PriorSource } from '#lib/viewer/priors/types.ts';
import type { BlindedImages } from './workspace-queries.server.ts';

type Given = Pick<BlindedImages, 'root'> & Partial<Pick<BlindedImages, 'priors' | 'priorsHeld'>>;

/** The earlier studies of a case as the viewer offers them: each by how long before it was, and a note of those that wait for a check. */
export function priorsIn({ root, priors = [], priorsHeld = 0 }: Given): PriorsGiven {
	const { earlier, held } = messages.imaging.priors;
	return {
		sources: priors.map(({ studyUid, earlier: before, words }): PriorSource => {
			const label = earlier(before);
			const report = words.report && treeOf(label, words.report);
			return { root, studyUid, label, annexes: words.annexes, ...(report && { report }) };
		}),
		note: priorsHeld > 0 ? held(priorsHeld) : undefined
	};
}

/** A report as the viewer shows those that lie beside images. */
function treeOf(label: string, sections: readonly BlindedSection[]): ReportNode {
	const node = (heading: string, value: string) => ({ heading, value, places: [], children: [] });
	const children = sections.map(({ heading, text }) => node(heading ?? '', text));
	return { ...node(messages.imaging.viewer.priors.report(label), ''), children };
}
