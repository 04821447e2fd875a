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
	'committee.decide',
	'draw.run',
	'facility.manage',
	'feedback.answer',
	'help.view',
	'home.view',
	'ingest.run',
	'ingest.view',
	'policy.manage',
	'quality.view',
	'quality.view-names',
	'read.list',
	'report.export',
	'report.view',
	'review.score',
	'sampling.view',
	'turnaround.view',
	'user.manage'
] as const;

export type Permission = (typeof permissions)[number];

const everybody = ['account.manage', 'help.view', 'home.view'] as const;

/** What each role may do. `auditor` is read-only, limited to a scope, and ends on a day (`Scope` in `core/actor.ts`). */
export const roles = {
	radiologist: [...everybody, 'feedback.answer'],
	reviewer: [...everybody, 'review.score'],
	committee: [...everybody, 'committee.decide'],
	director: [
		...everybody,
		'admin.view',
		'audit.verify',
		'audit.view',
		'policy.manage',
		'quality.view',
		'quality.view-names',
		'report.export',
		'report.view',
		'sampling.view',
		'turnaround.view'
	],
	coordinator: [
		...everybody,
		'assignment.manage',
		'draw.run',
		'ingest.run',
		'ingest.view',
		'quality.view',
		'read.list',
		'report.view',
		'sampling.view',
		'turnaround.view'
	],
	auditor: [...everybody, 'audit.verify', 'audit.view', 'report.export', 'report.view', 'sampling.view'],
	administrator: [
		...everybody,
		'admin.view',
		'audit.verify',
		'audit.view',
		'facility.manage',
		'ingest.run',
		'ingest.view',
		'user.manage'
	]
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;
export const roleNames: readonly Role[] = [
	'radiologist',
	'reviewer',
	'committee',
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
