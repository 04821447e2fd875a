import type { Permission } from '#lib/core/permissions.ts';

/** The screens of credentials, in order; each is shown to those who hold its permission. Labels are `messages.credentials.tabs`. */
export const credentialTabs = [
	{ tab: 'matrix', href: '/credentials', permission: 'credential.view' },
	{ tab: 'coverage', href: '/credentials/coverage', permission: 'credential.view' },
	{ tab: 'expirables', href: '/credentials/expirables', permission: 'credential.view' },
	{ tab: 'compliance', href: '/credentials/compliance', permission: 'credential.view' },
	{ tab: 'rules', href: '/credentials/rules', permission: 'credential.view' },
	{ tab: 'import', href: '/credentials/import', permission: 'credential.manage' },
	{ tab: 'cme', href: '/credentials/cme', permission: 'credential.view' },
	{ tab: 'inbox', href: '/credentials/inbox', permission: 'credential.manage' },
	{ tab: 'own', href: '/me/credentials', permission: 'credential.own' },
	{ tab: 'ownCme', href: '/me/cme', permission: 'credential.own' },
	{ tab: 'portfolio', href: '/me/portfolio', permission: 'credential.own' },
	{ tab: 'fhir', href: '/credentials/fhir', permission: 'credential.manage' }
] as const satisfies readonly { tab: string; href: string; permission: Permission }[];

export type CredentialTab = (typeof credentialTabs)[number]['tab'];
