import { coversReport, may, type Actor } from '#lib/core/actor.ts';
import type { Permission } from '#lib/core/permissions.ts';

/** Who asks for a report: the tabs of the catalogue. */
export const bodies = [
	'acr',
	'joint-commission',
	'mqsa',
	'iac',
	'cms',
	'ncqa',
	'abr',
	'facility',
	'group'
] as const;
export type Body = (typeof bodies)[number];

/** The tabs of the ACR's survey toolkit, by which a survey pack is put in folders. */
export const toolkitTabs = [
	'site',
	'physician-personnel',
	'policies',
	'physician-qa',
	'image-labelling'
] as const;
export type ToolkitTab = (typeof toolkitTabs)[number];

/** Whether a report is asked for with this, and whether it can be left out. */
type Need = 'required' | 'optional';

/** What a report is asked for with besides its kind. */
export type ReportParameters = {
	/** A span of days, or the one day it is as of. */
	readonly time: 'period' | 'day';
	readonly facility?: Need;
	readonly radiologist?: Need;
	readonly modality?: Need;
	/** A jurisdiction or board, for instance TX or ABR. */
	readonly authority?: Need;
};

export type ReportEntry = {
	/** R1 to R20 of the reference; null for what has no number there. */
	readonly number: string | null;
	/** Version of its sections and columns: raised when one is added, renamed or means something else. */
	readonly schemaVersion: number;
	readonly bodies: readonly Body[];
	/** Where it stands in the ACR survey pack; null: it is not in it. */
	readonly toolkitTab: ToolkitTab | null;
	/** Who may make it, besides `report.view`. */
	readonly permission: Permission;
	/** `permitted`: by name for those who may see names, by code for the rest. */
	readonly people: 'none' | 'codes' | 'permitted' | 'names';
	readonly parameters: ReportParameters;
	/** How its pages lie. */
	readonly orientation: 'portrait' | 'landscape';
};

/**
 * Every report there is. A new one is a line here, its words in `i18n/en/report-catalogue.ts` and its maker in
 * `features/reports/makers.server.ts`; a missing one does not compile. None holds anything about a patient.
 */
export const catalogue = {
	'peer-review-summary': {
		number: 'R8',
		schemaVersion: 2,
		bodies: ['acr', 'joint-commission', 'facility'],
		toolkitTab: 'physician-qa',
		permission: 'report.view',
		people: 'codes',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'landscape'
	},
	'facility-peer-review': {
		number: 'R9',
		schemaVersion: 1,
		bodies: ['acr', 'joint-commission', 'facility', 'group'],
		toolkitTab: 'physician-qa',
		permission: 'report.view',
		people: 'none',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'landscape'
	},
	'oppe-packet': {
		number: 'R11',
		schemaVersion: 1,
		bodies: ['joint-commission', 'facility', 'group'],
		toolkitTab: null,
		permission: 'report.view',
		people: 'permitted',
		parameters: { time: 'period', facility: 'required', radiologist: 'required' },
		orientation: 'landscape'
	},
	'fppe-plans': {
		number: 'R12',
		schemaVersion: 1,
		bodies: ['joint-commission', 'facility', 'group'],
		toolkitTab: null,
		permission: 'report.view',
		people: 'codes',
		parameters: { time: 'period', facility: 'optional', radiologist: 'optional' },
		orientation: 'landscape'
	},
	'discrepancy-log': {
		number: 'R13',
		schemaVersion: 1,
		bodies: ['acr', 'joint-commission', 'facility', 'group'],
		toolkitTab: 'physician-qa',
		permission: 'report.view',
		people: 'none',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'landscape'
	},
	'peer-learning': {
		number: 'R10',
		schemaVersion: 1,
		bodies: ['acr', 'group'],
		toolkitTab: 'physician-qa',
		permission: 'report.view',
		people: 'none',
		parameters: { time: 'period' },
		orientation: 'portrait'
	},
	'programme-document': {
		number: 'R20',
		schemaVersion: 1,
		bodies: ['acr', 'joint-commission', 'iac', 'group'],
		toolkitTab: 'policies',
		permission: 'report.view',
		people: 'permitted',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'portrait'
	},
	'radpeer-submission': {
		number: null,
		schemaVersion: 1,
		bodies: ['acr', 'group'],
		toolkitTab: null,
		permission: 'case.unblind',
		people: 'codes',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'landscape'
	},
	'contract-turnaround': {
		number: null,
		schemaVersion: 1,
		bodies: ['joint-commission', 'iac', 'facility', 'group'],
		toolkitTab: null,
		permission: 'report.view',
		people: 'none',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'landscape'
	},
	'access-report': {
		number: 'R18',
		schemaVersion: 1,
		bodies: ['joint-commission', 'cms', 'group'],
		toolkitTab: null,
		permission: 'audit.view',
		people: 'permitted',
		parameters: { time: 'period' },
		orientation: 'landscape'
	},
	'interpretation-compliance': {
		number: 'R4',
		schemaVersion: 2,
		bodies: ['acr', 'cms', 'ncqa', 'facility'],
		toolkitTab: null,
		permission: 'report.view',
		people: 'codes',
		parameters: { time: 'period', facility: 'optional' },
		orientation: 'landscape'
	},
	'personnel-sheet': {
		number: 'R1',
		schemaVersion: 1,
		bodies: ['acr', 'facility'],
		toolkitTab: 'physician-personnel',
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'day', facility: 'required', modality: 'optional' },
		orientation: 'landscape'
	},
	'licence-matrix': {
		number: 'R2',
		schemaVersion: 1,
		bodies: ['joint-commission', 'cms', 'ncqa', 'facility', 'group'],
		toolkitTab: null,
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'day', facility: 'optional' },
		orientation: 'landscape'
	},
	expirables: {
		number: 'R3',
		schemaVersion: 1,
		bodies: ['ncqa', 'facility', 'group'],
		toolkitTab: null,
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'day', facility: 'optional', radiologist: 'optional' },
		orientation: 'landscape'
	},
	'verification-log': {
		number: 'R5',
		schemaVersion: 1,
		bodies: ['acr', 'joint-commission', 'ncqa'],
		toolkitTab: null,
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'period', radiologist: 'optional' },
		orientation: 'landscape'
	},
	'cme-transcript': {
		number: 'R6',
		schemaVersion: 1,
		bodies: ['acr', 'mqsa', 'abr', 'group'],
		toolkitTab: null,
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'day', radiologist: 'required', authority: 'optional' },
		orientation: 'landscape'
	},
	'cme-compliance': {
		number: 'R7',
		schemaVersion: 1,
		bodies: ['ncqa', 'group'],
		toolkitTab: null,
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'day', authority: 'optional' },
		orientation: 'landscape'
	},
	'exclusion-screening': {
		number: 'R17',
		schemaVersion: 1,
		bodies: ['acr', 'cms', 'ncqa'],
		toolkitTab: null,
		permission: 'credential.view',
		people: 'names',
		parameters: { time: 'period' },
		orientation: 'landscape'
	}
} as const satisfies Record<string, ReportEntry>;

export type ReportKind = keyof typeof catalogue;

/** Whether a text names a report. */
export function isReportKind(text: string): text is ReportKind {
	return Object.hasOwn(catalogue, text);
}

/** Every report's kind, in the order of the catalogue. */
export const reportKinds = Object.keys(catalogue).filter(isReportKind);

/** What the catalogue says of a kind. */
export function entryOf(kind: ReportKind): ReportEntry {
	return catalogue[kind];
}

/** Whether somebody may make reports of a kind, and was given it: the one place that is asked, for catalogue, preview and export alike. */
export function mayMake(actor: Actor, kind: ReportKind): boolean {
	const isPermitted = may(actor, 'report.view') && may(actor, entryOf(kind).permission);
	return isPermitted && coversReport(actor, kind);
}
