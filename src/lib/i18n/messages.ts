/** Every text of the product, by area. English is the typed source: a locale that lacks a key does not compile. */
import { account } from './en/account.ts';
import { admin } from './en/admin.ts';
import { assignments } from './en/assignments.ts';
import { audit } from './en/audit.ts';
import { cli } from './en/cli.ts';
import { committee } from './en/committee.ts';
import { common } from './en/common.ts';
import { errors } from './en/errors.ts';
import { feedback } from './en/feedback.ts';
import { help } from './en/help.ts';
import { home } from './en/home.ts';
import { imaging } from './en/imaging.ts';
import { ingest } from './en/ingest.ts';
import { quality } from './en/quality.ts';
import { reads } from './en/reads.ts';
import { reports } from './en/reports.ts';
import { reviews } from './en/reviews.ts';
import { sampling } from './en/sampling.ts';
import { turnaround } from './en/turnaround.ts';
import { verify } from './en/verify.ts';

export const messages = {
	account,
	admin,
	assignments,
	audit,
	cli,
	committee,
	common,
	errors,
	feedback,
	help,
	home,
	imaging,
	ingest,
	quality,
	reads,
	reports,
	reviews,
	sampling,
	turnaround,
	verify
} as const;

/** The shape that another locale must fill. */
export type Messages = typeof messages;
