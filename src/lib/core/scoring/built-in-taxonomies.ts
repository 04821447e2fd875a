import type { Taxonomy } from './taxonomy.ts';

/**
 * The editions that came with the product; a group publishes its own after them. Level 2 follows the twelve types of Kim and
 * Mansfield (AJR 2014;202:465) and adds errors of the report; level 1 is the short list that people agree on. What contributed is
 * named as far as somebody can tell who knows neither reader nor shift.
 */
const causes: Taxonomy['causes'] = [
	{
		code: 'perception',
		label: 'Perception',
		types: [
			{ code: 'under-reading', label: 'Missed though visible' },
			{ code: 'satisfaction-of-search', label: 'Search ended after another finding' },
			{ code: 'outside-area-of-interest', label: 'Outside the area of interest' }
		]
	},
	{
		code: 'interpretation',
		label: 'Interpretation',
		types: [
			{ code: 'faulty-reasoning', label: 'Seen, wrongly explained' },
			{ code: 'over-reading', label: 'Normal called abnormal' },
			{ code: 'satisfaction-of-report', label: 'Repeated from an earlier report' },
			{ code: 'prior-not-consulted', label: 'Prior study not consulted' }
		]
	},
	{
		code: 'knowledge',
		label: 'Knowledge',
		types: [{ code: 'lack-of-knowledge', label: 'Lack of knowledge' }]
	},
	{
		code: 'communication',
		label: 'Communication',
		types: [
			{ code: 'unclear-report', label: 'Unclear wording' },
			{ code: 'recommendation', label: 'Recommendation missing or wrong' },
			{ code: 'not-communicated', label: 'Not communicated in time' }
		]
	},
	{
		code: 'report',
		label: 'Report text',
		types: [
			{ code: 'laterality', label: 'Wrong side or level' },
			{ code: 'voice-recognition', label: 'Dictation error' },
			{ code: 'wrong-section', label: 'Findings and impression disagree' }
		]
	},
	{
		code: 'technique',
		label: 'Technique',
		types: [
			{ code: 'protocol', label: 'Protocol unsuitable' },
			{ code: 'complication', label: 'Complication of a procedure' }
		]
	},
	{
		code: 'system',
		label: 'System',
		types: [
			{ code: 'history-inaccurate', label: 'History missing or wrong' },
			{ code: 'prior-unavailable', label: 'Prior study not available' },
			{ code: 'images-incomplete', label: 'Images incomplete' }
		]
	}
];

const factors: Taxonomy['factors'] = [
	{ code: 'history-missing', label: 'History missing' },
	{ code: 'priors-missing', label: 'Priors missing' },
	{ code: 'image-quality', label: 'Image quality' },
	{ code: 'subtle-finding', label: 'Subtle finding' },
	{ code: 'edge-of-image', label: 'At the edge of the image' },
	{ code: 'other-finding-distracts', label: 'Another finding distracts' },
	{ code: 'ai-result', label: 'AI result' }
];

const imageIssues: Taxonomy['imageIssues'] = [
	{ code: 'motion', label: 'Motion' },
	{ code: 'coverage', label: 'Coverage incomplete' },
	{ code: 'positioning', label: 'Positioning' },
	{ code: 'exposure-noise', label: 'Noise or exposure' },
	{ code: 'contrast-timing', label: 'Contrast timing' },
	{ code: 'artefact', label: 'Artefact' },
	{ code: 'wrong-protocol', label: 'Protocol does not fit the question' },
	{ code: 'series-missing', label: 'Series missing' },
	{ code: 'labelling', label: 'Side or label wrong' },
	{ code: 'clinical-information', label: 'Clinical information missing' }
];

/** Editions in the order in which they came into force; the last one is where a new group begins. */
export const builtInTaxonomies: readonly Taxonomy[] = [
	{ edition: '2026.1', causes, factors, imageIssues: [] },
	{ edition: '2026.2', causes, factors, imageIssues }
];

export const defaultTaxonomy: Taxonomy = { edition: '2026.2', causes, factors, imageIssues };
