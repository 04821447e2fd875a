import type { Privilege } from '#lib/core/reports/model.ts';
import { messages } from '#lib/i18n/messages.ts';

/** Of what second looks found: privileged where a state's statute says so. */
export function peerReviewPrivilege(): Privilege {
	const { legend, banner } = messages.reports.privilege.peerReview;
	return { basis: 'state-peer-review', reference: '', legend, banner };
}

/** Of credentials and licences: confidential, but no peer review. */
export function credentialsPrivilege(): Privilege {
	const { legend, banner } = messages.reports.privilege.credentials;
	return { basis: 'none', reference: '', legend, banner };
}

/** Of counts that are neither peer review nor credentials, such as turnaround or access: confidential to the group and its clients. */
export function groupPrivilege(): Privilege {
	const { legend, banner } = messages.reports.privilege.group;
	return { basis: 'none', reference: '', legend, banner };
}
