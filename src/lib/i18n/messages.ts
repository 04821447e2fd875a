/** Every text of the product, by area. English is the typed source: a locale that lacks a key does not compile. */
import { account } from './en/account.ts';
import { admin } from './en/admin.ts';
import { assignments } from './en/assignments.ts';
import { audit } from './en/audit.ts';
import { bundle } from './en/bundle.ts';
import { auditors } from './en/auditors.ts';
import { calibration } from './en/calibration.ts';
import { cme } from './en/cme.ts';
import { cli } from './en/cli.ts';
import { committee } from './en/committee.ts';
import { common } from './en/common.ts';
import { corrections } from './en/corrections.ts';
import { errors } from './en/errors.ts';
import { expirables } from './en/expirables.ts';
import { fhir } from './en/fhir.ts';
import { feedback } from './en/feedback.ts';
import { gate } from './en/gate.ts';
import { help } from './en/help.ts';
import { home } from './en/home.ts';
import { imaging } from './en/imaging.ts';
import { ingest } from './en/ingest.ts';
import { learning } from './en/learning.ts';
import { legacy } from './en/legacy.ts';
import { notices } from './en/notices.ts';
import { ownCredentials } from './en/own-credentials.ts';
import { pixels } from './en/pixels.ts';
import { portfolio } from './en/portfolio.ts';
import { qualityPages, radiologistPage } from './en/quality-pages.ts';
import { quality } from './en/quality.ts';
import { reads } from './en/reads.ts';
import { referrals } from './en/referrals.ts';
import { register } from './en/register.ts';
import { reportCatalogue } from './en/report-catalogue.ts';
import { credentialReports } from './en/credential-reports.ts';
import { qualityReports } from './en/quality-reports.ts';
import { reports } from './en/reports.ts';
import { reviews } from './en/reviews.ts';
import { sampling } from './en/sampling.ts';
import { secondFactor } from './en/second-factor.ts';
import { schedules } from './en/schedules.ts';
import { siteNotes } from './en/site-notes.ts';
import { credentialImport } from './en/credential-import.ts';
import { credentialRecords } from './en/credential-records.ts';
import { credentials } from './en/credentials.ts';
import { critical } from './en/critical.ts';
import { turnaround } from './en/turnaround.ts';
import { vault } from './en/vault.ts';
import { verify } from './en/verify.ts';

export const messages = {
	account,
	admin,
	assignments,
	audit,
	bundle,
	auditors,
	calibration,
	cli,
	cme,
	committee,
	common,
	corrections,
	credentialImport,
	credentialRecords,
	credentials,
	errors,
	expirables,
	feedback,
	gate,
	fhir,
	help,
	home,
	imaging,
	ingest,
	learning,
	legacy,
	notices,
	ownCredentials,
	pixels,
	portfolio,
	quality,
	qualityPages,
	credentialReports,
	qualityReports,
	radiologistPage,
	reads,
	referrals,
	register,
	reportCatalogue,
	reports,
	reviews,
	sampling,
	secondFactor,
	schedules,
	siteNotes,
	critical,
	turnaround,
	vault,
	verify
} as const;

/** The shape that another locale must fill. */
export type Messages = typeof messages;
