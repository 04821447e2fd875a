/**
 * Who may do what: named actions, and roles as sets of them. The server decides from this table alone
 * (`server/http`), and the page asks the same table to disable a control with a reason.
 */
export const permissions = [
	'account.manage',
	'admin.view',
	'assignment.manage',
	'audit.verify',
	'audit.view',
	'calibration.manage',
	'case.unblind',
	'committee.chair',
	'committee.decide',
	'correction.manage',
	'credential.manage',
	'credential.own',
	'credential.view',
	'draw.run',
	'exception.approve',
	'facility.manage',
	'feedback.answer',
	'focused.manage',
	'help.view',
	'home.view',
	'image.read',
	'image.store',
	'ingest.run',
	'ingest.view',
	'learning.manage',
	'learning.take-part',
	'notice.view',
	'pixels.check',
	'policy.manage',
	'quality.manage',
	'quality.own',
	'quality.view',
	'quality.view-names',
	'read.list',
	'referral.manage',
	'referral.request',
	'report.export',
	'report.view',
	'review.score',
	'sampling.view',
	'site-note.manage',
	'system.manage',
	'turnaround.manage',
	'turnaround.view',
	'user.manage'
] as const;

export type Permission = (typeof permissions)[number];

const everybody = ['account.manage', 'help.view', 'home.view', 'notice.view'] as const;

/** What each role may do. `auditor` is read-only, limited to a scope, and ends on a day (`Scope` in `core/actor.ts`). */
export const roles = {
	radiologist: [
		...everybody,
		'credential.own',
		'feedback.answer',
		'learning.take-part',
		'quality.own',
		'referral.request'
	],
	reviewer: [...everybody, 'learning.take-part', 'review.score'],
	committee: [...everybody, 'committee.decide', 'learning.take-part'],
	/** Decides between equal votes and keeps the minutes. */
	chair: [...everybody, 'committee.chair', 'committee.decide', 'learning.take-part'],
	director: [
		...everybody,
		'admin.view',
		'audit.verify',
		'audit.view',
		'calibration.manage',
		'case.unblind',
		'correction.manage',
		'credential.view',
		'exception.approve',
		'focused.manage',
		'learning.manage',
		'learning.take-part',
		'policy.manage',
		'quality.manage',
		'quality.view',
		'quality.view-names',
		'referral.manage',
		'report.export',
		'report.view',
		'sampling.view',
		'site-note.manage',
		'turnaround.manage',
		'turnaround.view'
	],
	coordinator: [
		...everybody,
		'assignment.manage',
		'correction.manage',
		'credential.manage',
		'credential.view',
		'draw.run',
		'image.read',
		'image.store',
		'ingest.run',
		'ingest.view',
		'learning.manage',
		'learning.take-part',
		'pixels.check',
		'quality.view',
		'read.list',
		'referral.manage',
		'report.view',
		'sampling.view',
		'site-note.manage',
		'turnaround.manage',
		'turnaround.view'
	],
	auditor: [...everybody, 'audit.verify', 'audit.view', 'report.export', 'report.view', 'sampling.view'],
	administrator: [
		...everybody,
		'admin.view',
		'audit.verify',
		'audit.view',
		'facility.manage',
		'image.store',
		'ingest.run',
		'ingest.view',
		'system.manage',
		'user.manage'
	]
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;
export const roleNames: readonly Role[] = [
	'radiologist',
	'reviewer',
	'committee',
	'chair',
	'director',
	'coordinator',
	'auditor',
	'administrator'
];

/** Whether a text names a role. */
export function isRole(text: string): text is Role {
	return Object.hasOwn(roles, text);
}

/** Whether somebody with these roles may do this. */
export function hasPermission(held: readonly Role[], permission: Permission): boolean {
	return held.some((role) => (roles[role] as readonly Permission[]).includes(permission));
}
