import type { Guard } from '#lib/server/http/page.ts';

/** What guards each part of a route. `page` and `layout` are loads, methods are endpoints, actions go by name. */
export type RouteAccess = {
	readonly page?: Guard;
	readonly layout?: Guard;
	readonly actions?: Readonly<Record<string, Guard>>;
	readonly GET?: Guard;
	readonly POST?: Guard;
	readonly PUT?: Guard;
	readonly PATCH?: Guard;
	readonly DELETE?: Guard;
};

/**
 * Every route of the product and who may use it. A route that is not here, or is guarded otherwise, fails the access test:
 * whoever adds one decides here, in sight, who may.
 */
export const routeAccess: Readonly<Record<string, RouteAccess>> = {
	'/(app)': { layout: 'home.view', page: 'home.view' },
	'/(app)/account': {
		page: 'account.manage',
		actions: {
			password: 'account.manage',
			authenticator: 'account.manage',
			recoveryCodes: 'account.manage',
			removeAuthenticator: 'account.manage',
			endSession: 'account.manage',
			endOthers: 'account.manage',
			mail: 'notice.view',
			calendar: 'account.manage',
			revokeCalendar: 'account.manage'
		}
	},
	'/(app)/admin': { page: 'admin.view' },
	'/(app)/admin/access': { page: 'user.manage', actions: { default: 'user.manage' } },
	'/(app)/admin/auditors': { page: 'user.manage' },
	'/(app)/admin/auditors/[id]': {
		page: 'user.manage',
		actions: { save: 'user.manage', resend: 'user.manage', revoke: 'user.manage' }
	},
	'/(app)/admin/auditors/new': { page: 'user.manage', actions: { default: 'user.manage' } },
	'/(app)/admin/facilities': { page: 'facility.manage' },
	'/(app)/admin/facilities/[id]': { page: 'facility.manage', actions: { default: 'facility.manage' } },
	'/(app)/admin/facilities/new': { page: 'facility.manage', actions: { default: 'facility.manage' } },
	'/(app)/admin/policies': { page: 'policy.manage' },
	'/(app)/admin/policies/[kind]': {
		page: 'policy.manage',
		actions: {
			review: 'policy.manage',
			turnaround: 'policy.manage',
			suppression: 'policy.manage',
			correction: 'policy.manage',
			committee: 'policy.manage',
			pixels: 'policy.manage',
			learning: 'policy.manage',
			taxonomy: 'policy.manage',
			'taxonomy-preview': 'policy.manage',
			hanging: 'policy.manage',
			credentials: 'policy.manage',
			evaluation: 'policy.manage',
			signals: 'policy.manage',
			'hanging-preview': 'policy.manage'
		}
	},
	'/(app)/admin/radiologists': { page: 'user.manage' },
	'/(app)/admin/radiologists/[id]': { page: 'user.manage', actions: { default: 'user.manage' } },
	'/(app)/admin/radiologists/new': { page: 'user.manage', actions: { default: 'user.manage' } },
	'/(app)/admin/system': {
		page: 'system.manage',
		actions: { test: 'system.manage', pacs: 'system.manage', retry: 'system.manage' }
	},
	'/(app)/admin/tokens': {
		page: 'system.manage',
		actions: { create: 'system.manage', revoke: 'system.manage' }
	},
	'/(app)/admin/users': { page: 'user.manage' },
	'/(app)/admin/users/[id]': {
		page: 'user.manage',
		actions: { save: 'user.manage', status: 'user.manage', reset: 'user.manage', resetFactor: 'user.manage' }
	},
	'/(app)/admin/users/new': { page: 'user.manage', actions: { default: 'user.manage' } },
	'/(app)/audit': { page: 'audit.view', actions: { verify: 'audit.verify' } },
	'/(app)/audit/export': { GET: 'audit.view' },
	'/(app)/audit/proof': {
		page: 'audit.view',
		actions: { verify: 'audit.verify', checkpoint: 'audit.verify', extract: 'report.export' }
	},
	'/(app)/audit/proof/[id]': { GET: 'audit.view' },
	'/(app)/committee': { page: 'committee.decide' },
	'/(app)/committee/[id]': {
		page: 'committee.decide',
		actions: {
			vote: 'committee.decide',
			'break-tie': 'committee.chair',
			recuse: 'committee.decide',
			return: 'committee.decide'
		}
	},
	'/(app)/committee/[id]/images': { page: 'committee.decide' },
	'/(app)/committee/minutes': { page: 'committee.decide' },
	'/(app)/committee/minutes/file': { GET: 'committee.decide' },
	'/(app)/corrections': { page: 'correction.manage' },
	'/(app)/corrections/[id]': {
		page: 'correction.manage',
		actions: {
			reword: 'correction.manage',
			withdraw: 'correction.manage',
			inform: 'correction.manage',
			receive: 'correction.manage',
			link: 'correction.manage',
			close: 'correction.manage',
			dismiss: 'correction.manage'
		}
	},
	'/(app)/credentials': { page: 'credential.view' },
	'/(app)/credentials/[id]': {
		page: 'credential.view',
		actions: { takeBack: 'credential.manage', settle: 'credential.manage' }
	},
	'/(app)/credentials/[id]/record': {
		page: 'credential.manage',
		actions: { default: 'credential.manage' }
	},
	'/(app)/credentials/cme': { page: 'credential.view' },
	'/(app)/credentials/cme/[id]': {
		page: 'credential.view',
		actions: { save: 'credential.manage', seen: 'credential.manage', takeBack: 'credential.manage' }
	},
	'/(app)/credentials/cme/cme.csv': { GET: 'credential.view' },
	'/(app)/credentials/cme/facilities': { page: 'credential.view' },
	'/(app)/credentials/cme/facilities/facilities.csv': { GET: 'credential.view' },
	'/(app)/credentials/cme/import': {
		page: 'credential.manage',
		actions: { check: 'credential.manage', take: 'credential.manage' }
	},
	'/(app)/credentials/cme/rules': {
		page: 'credential.view',
		actions: { preview: 'policy.manage', publish: 'policy.manage' }
	},
	'/(app)/credentials/compliance': { page: 'credential.view' },
	'/(app)/credentials/compliance.csv': { GET: 'credential.view' },
	'/(app)/credentials/compliance/[id]': {
		page: 'credential.view',
		actions: { ask: 'credential.manage', decide: 'exception.approve', withdraw: 'credential.manage' }
	},
	'/(app)/credentials/rules': { page: 'credential.view' },
	'/(app)/credentials/import': {
		page: 'credential.manage',
		actions: { check: 'credential.manage', take: 'credential.manage' }
	},
	'/(app)/credentials/[id]/fhir': { GET: 'credential.manage' },
	'/(app)/credentials/fhir': {
		page: 'credential.manage',
		actions: { check: 'credential.manage', take: 'credential.manage' }
	},
	'/(app)/credentials/matrix.csv': { GET: 'credential.view' },
	'/(app)/credentials/[id]/documents': {
		page: 'credential.view',
		actions: { store: 'credential.manage' }
	},
	'/(app)/credentials/inbox': { page: 'credential.manage' },
	'/(app)/credentials/inbox/[id]': {
		page: 'credential.manage',
		actions: { accept: 'credential.manage', refuse: 'credential.manage', check: 'credential.manage' }
	},
	'/(app)/credentials/documents/[id]': { GET: 'credential.view' },
	'/(app)/credentials/coverage': { page: 'credential.view' },
	'/(app)/credentials/coverage/coverage.csv': { GET: 'credential.view' },
	'/(app)/credentials/expirables': {
		page: 'credential.view',
		actions: { acknowledge: 'credential.manage' }
	},
	'/(app)/credentials/expirables/expirables.csv': { GET: 'credential.view' },
	'/(app)/feedback': { page: 'feedback.answer' },
	'/(app)/feedback/[id]': {
		page: 'feedback.answer',
		actions: { acknowledge: 'feedback.answer', rebut: 'feedback.answer' }
	},
	'/(app)/feedback/[id]/images': { page: 'feedback.answer' },
	'/(app)/help': { page: 'help.view' },
	'/(app)/help/[slug]': { page: 'help.view' },
	'/(app)/ingest': { page: 'ingest.view', actions: { upload: 'ingest.run' } },
	'/(app)/ingest/[id]': { page: 'ingest.view' },
	'/(app)/ingest/legacy': {
		page: 'ingest.view',
		actions: { check: 'ingest.run', import: 'ingest.run' }
	},
	'/(app)/ingest/upload': { POST: 'ingest.run' },
	'/(app)/ingest/upload/[batch]': { PUT: 'ingest.run', POST: 'ingest.run' },
	'/(app)/learning': { page: 'learning.take-part', actions: { object: 'learning.take-part' } },
	'/(app)/learning/actions': {
		page: 'learning.take-part',
		actions: { open: 'learning.manage', close: 'learning.take-part' }
	},
	'/(app)/learning/cases': { page: 'learning.manage' },
	'/(app)/learning/cases/[id]': {
		page: 'learning.manage',
		actions: {
			save: 'learning.manage',
			accept: 'learning.manage',
			setAside: 'learning.manage',
			answer: 'learning.manage'
		}
	},
	'/(app)/learning/conferences': { page: 'learning.take-part' },
	'/(app)/learning/conferences/[id]': {
		page: 'learning.take-part',
		actions: {
			change: 'learning.manage',
			cancel: 'learning.manage',
			add: 'learning.manage',
			remove: 'learning.manage',
			move: 'learning.manage',
			start: 'learning.manage',
			end: 'learning.manage',
			attendance: 'learning.manage',
			points: 'learning.manage',
			send: 'learning.manage',
			attend: 'learning.take-part'
		}
	},
	'/(app)/learning/conferences/[id]/present': {
		page: 'learning.take-part',
		actions: { show: 'learning.manage', point: 'learning.manage', attend: 'learning.take-part' }
	},
	'/(app)/learning/conferences/new': { page: 'learning.manage', actions: { default: 'learning.manage' } },
	'/(app)/learning/new': { page: 'learning.take-part', actions: { default: 'learning.take-part' } },
	'/(app)/learning/points': { page: 'learning.take-part' },
	'/(app)/learning/year/[year]': { page: 'learning.take-part' },
	'/(app)/learning/year/[year]/[format]': { GET: 'learning.take-part' },
	'/(app)/notices': {
		page: 'notice.view',
		actions: { open: 'notice.view', read: 'notice.view', readAll: 'notice.view' }
	},
	'/(app)/pixels': { page: 'pixels.check' },
	'/(app)/pixels/[id]': { page: 'pixels.check', actions: { decide: 'pixels.check' } },
	'/(app)/pixels/[id]/preview/[like]': { GET: 'pixels.check' },
	'/(app)/me/credentials': { page: 'credential.own', actions: { withdraw: 'credential.own' } },
	'/(app)/me/credentials/send': { page: 'credential.own', actions: { default: 'credential.own' } },
	'/(app)/me/credentials/documents/[id]': { GET: 'credential.own' },
	'/(app)/me': { page: 'quality.own' },
	'/(app)/me/cme': {
		page: 'credential.own',
		actions: { save: 'credential.own', takeBack: 'credential.own', withdraw: 'credential.own' }
	},
	'/(app)/me/portfolio': {
		page: 'credential.own',
		actions: { portfolio: 'credential.own', letter: 'credential.own' }
	},
	'/(app)/me/portfolio/fhir': { GET: 'credential.own' },
	'/(app)/me/portfolio/file/[id]': { GET: 'credential.own' },
	'/(app)/quality': { page: 'quality.view', actions: { names: 'quality.view-names' } },
	'/(app)/quality/cases': { page: 'quality.view', actions: { unblind: 'case.unblind' } },
	'/(app)/quality/radiologists/[code]': { page: 'quality.view', actions: { names: 'quality.view-names' } },
	'/(app)/quality/signals': {
		page: 'quality.manage',
		actions: { acknowledge: 'quality.manage', note: 'quality.manage', close: 'quality.manage' }
	},
	'/(app)/quality/trend': {
		page: 'quality.manage',
		actions: { freeze: 'quality.manage', annotate: 'quality.manage', withdraw: 'quality.manage' }
	},
	'/(app)/reads': { page: 'read.list', actions: { find: 'read.list' } },
	'/(app)/reads/[id]': {
		page: 'read.list',
		actions: {
			correct: 'correction.manage',
			hold: 'turnaround.manage',
			endHold: 'turnaround.manage',
			takeBack: 'turnaround.manage',
			explain: 'turnaround.manage',
			critical: 'turnaround.manage'
		}
	},
	'/(app)/calibration': { page: 'calibration.manage' },
	'/(app)/calibration/[id]': { page: 'calibration.manage', actions: { retire: 'calibration.manage' } },
	'/(app)/calibration/new': {
		page: 'calibration.manage',
		actions: { add: 'calibration.manage', find: 'calibration.manage' }
	},
	'/(app)/referrals': { page: 'referral.manage' },
	'/(app)/referrals/[id]': {
		page: 'referral.manage',
		actions: { accept: 'referral.manage', refuse: 'referral.manage' }
	},
	'/(app)/referrals/ai': { page: 'referral.manage', actions: { compare: 'referral.manage' } },
	'/(app)/referrals/focused': { page: 'focused.manage' },
	'/(app)/referrals/focused/[id]': { page: 'focused.manage', actions: { end: 'focused.manage' } },
	'/(app)/referrals/focused/new': { page: 'focused.manage', actions: { default: 'focused.manage' } },
	'/(app)/referrals/new': {
		page: 'referral.manage',
		actions: { find: 'referral.manage', submit: 'referral.manage', final: 'referral.manage' }
	},
	'/(app)/referrals/pairs': { page: 'referral.manage', actions: { grade: 'referral.manage' } },
	'/(app)/reports': { page: 'report.view' },
	'/(app)/reports/[kind]': { page: 'report.view', actions: { export: 'report.export' } },
	'/(app)/reports/file/[id]': { GET: 'report.export' },
	'/(app)/reports/register': { page: 'report.view' },
	'/(app)/reports/survey-pack': { page: 'report.export', actions: { default: 'report.export' } },
	'/(app)/reports/register/[id]': { page: 'report.view', actions: { revoke: 'report.export' } },
	'/(app)/reports/register/register.csv': { GET: 'report.export' },
	'/(app)/reports/runs/[id]': { page: 'report.export', actions: { cancel: 'report.export' } },
	'/(app)/reports/schedules': {
		page: 'quality.manage',
		actions: {
			make: 'quality.manage',
			pause: 'quality.manage',
			resume: 'quality.manage',
			end: 'quality.manage'
		}
	},
	'/(app)/requests': { page: 'referral.request' },
	'/(app)/requests/[id]': { page: 'referral.request', actions: { ask: 'referral.request' } },
	'/(app)/reviews': { page: 'review.score', actions: { reopen: 'review.score' } },
	'/(app)/reviews/[id]': {
		page: 'review.score',
		actions: {
			lock: 'review.score',
			reveal: 'review.score',
			submit: 'review.score',
			decline: 'review.score',
			keep: 'review.score'
		}
	},
	'/(app)/reviews/[id]/draft': { PUT: 'review.score' },
	'/(app)/reviews/[id]/images': { page: 'review.score' },
	'/(app)/sampling': {
		page: 'sampling.view',
		actions: { commit: 'draw.run', assign: 'assignment.manage' }
	},
	'/(app)/sampling/[id]': { page: 'sampling.view', actions: { reveal: 'draw.run' } },
	'/(app)/sampling/[id]/certificate': { GET: 'sampling.view' },
	'/(app)/sampling/[id]/frame': { GET: 'sampling.view' },
	'/(app)/sampling/policy': { page: 'sampling.view', actions: { publish: 'policy.manage' } },
	'/(app)/site-notes': { page: 'site-note.manage' },
	'/(app)/site-notes/[id]': {
		page: 'site-note.manage',
		actions: { acknowledge: 'site-note.manage', close: 'site-note.manage' }
	},
	'/(app)/hanging-protocols': { GET: 'home.view' },
	'/(app)/site-notes/summary': { GET: 'site-note.manage' },
	'/(app)/turnaround': { page: 'turnaround.view' },
	'/(app)/turnaround/critical': { page: 'turnaround.view' },
	'/(app)/turnaround/critical/[id]': {
		page: 'turnaround.view',
		actions: {
			communicate: 'turnaround.manage',
			receive: 'turnaround.manage',
			withdraw: 'turnaround.manage'
		}
	},
	'/(app)/turnaround/facilities/[id]': { page: 'turnaround.view' },
	'/(app)/turnaround/reads': { page: 'turnaround.view' },

	'/(app)/account/viewer': { PUT: 'account.manage' },
	'/(public)/[x+2e]well-known/overread-keys.json': { GET: 'public' },
	'/(public)/calendar/[token].ics': { GET: 'public' },
	'/(public)/account/theme': { POST: 'public' },
	'/(public)/invitation/[token]': { page: 'public', actions: { default: 'public' } },
	'/(public)/set-up': { page: 'public', actions: { default: 'public' } },
	'/(public)/sign-in': { page: 'public', actions: { default: 'public' } },
	'/(public)/sign-in/authenticator': { page: 'public', actions: { default: 'public' } },
	'/(public)/sign-in/code': { page: 'public', actions: { default: 'public' } },
	'/(public)/sign-out': { POST: 'public' },
	'/(public)/verify': { page: 'public', actions: { default: 'public' } },

	'/api/health': { GET: 'public' },
	'/dicomweb/[...path]': { GET: 'image.read', POST: 'image.store' },
	'/dicomweb/committee/[id]/[...path]': { GET: 'committee.decide' },
	'/dicomweb/feedback/[id]/[...path]': { GET: 'feedback.answer' },
	'/dicomweb/learning/[id]/[...path]': { GET: 'learning.take-part' },
	'/dicomweb/pixels/[id]/[...path]': { GET: 'pixels.check' },
	'/dicomweb/reviews/[id]/[...path]': { GET: 'review.score' }
};
