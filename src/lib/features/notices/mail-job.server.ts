import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Ids } from '#lib/core/ids.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Attempt, Job, JobError } from '#lib/server/jobs/job.ts';
import { enqueue } from '#lib/server/jobs/queue.ts';
import { messageIdOf, sendMail } from '#lib/server/mail/send.ts';

const payload = z.object({ mailId: z.string() });
type Payload = z.output<typeof payload>;

/**
 * Sends one mail. A worker that dies after the server took the mail and before this was written down sends it once more, under the same
 * Message-ID, by which mail programs show it once.
 */
export const sendMailJob: Job<Payload> = {
	name: 'mail.send',
	version: 1,
	payload,
	// Half a minute doubled up to six hours: a mail server may be away for more than a day.
	retries: 13,
	run: sendStored
};

/** Where the sealed line of a mail goes in its body. */
export const linePlace = '{line}';
const LINE_PURPOSE = 'mail-line';

/** A line of a mail, such as a link that opens something, so that nobody reads it where mail waits. */
export function sealLine(app: App, line: string): string {
	return app.secrets.seal(LINE_PURPOSE, line);
}

function fillLine(app: App, { body, sealedLine }: { body: string; sealedLine: string | null }): string {
	return sealedLine === null
		? body
		: body.replace(linePlace, () => app.secrets.unseal(LINE_PURPOSE, sealedLine));
}

/** Puts a mail where it is kept until it has left, in the transaction of what it tells of. */
export async function queueMail(
	write: WriteHandle,
	context: { readonly ids: Ids; readonly now: Instant },
	mail: {
		readonly userId: string;
		readonly subject: string;
		/** With {@link linePlace} where the sealed line goes. */
		readonly body: string;
		/** A line that is read by nobody but who gets the mail (`sealLine`). */
		readonly sealedLine?: string;
	}
): Promise<void> {
	const { mails } = write.tables;
	const id = context.ids();
	await write.insert(mails).values({ id, ...mail, status: 'waiting', createdAt: context.now });
	await enqueue(write, context, sendMailJob, { mailId: id }, { uniqueKey: `mail ${id}` });
}

async function sendStored(
	app: App,
	{ mailId }: Payload,
	{ isLast }: Attempt
): Promise<Result<null, JobError>> {
	const { read } = app.db;
	const { mails, users } = read.tables;
	const [mail] = await read
		.select({
			subject: mails.subject,
			body: mails.body,
			sealedLine: mails.sealedLine,
			attempts: mails.attempts,
			name: users.name,
			address: users.email
		})
		.from(mails)
		.innerJoin(users, eq(users.id, mails.userId))
		.where(and(eq(mails.id, mailId), eq(mails.status, 'waiting')));
	if (!mail) return ok(null);
	const sent = app.config.mail
		? await sendMail(app.config.mail, {
				messageId: messageIdOf(mailId, app.config.mail),
				to: { name: mail.name, address: mail.address },
				subject: mail.subject,
				text: fillLine(app, mail)
			})
		: err({ code: 'mail-off', isPermanent: true });
	const isFailed = !sent.ok && (sent.error.isPermanent || isLast);
	await app.db.transaction(async (write) => {
		await write
			.update(write.tables.mails)
			.set({
				attempts: mail.attempts + 1,
				status: sent.ok ? 'sent' : isFailed ? 'failed' : 'waiting',
				sentAt: sent.ok ? app.clock.now() : null,
				lastError: sent.ok ? null : sent.error.code,
				...(sent.ok ? { sealedLine: null } : {})
			})
			.where(eq(mails.id, mailId));
	});
	return sent;
}
