/** Run by the draw bench in a process of its own, so that its peak memory is the draw's: `seed`, then `draw`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { DAY_MS, toUtcDay } from '#lib/core/instant.ts';
import { insertInitialPolicies, publishPolicy } from '#lib/features/admin/policy-commands.server.ts';
import { commitDraw } from '#lib/features/sampling/commit-draw.server.ts';
import { framePath } from '#lib/features/sampling/freeze-frame.server.ts';
import { findCertificate } from '#lib/features/sampling/queries.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { buildApp } from '#lib/runtime/app.ts';
import { readConfig } from '#lib/server/config.ts';

const READS = 1_000_000;
const READERS = 30;
const actor = { id: 'bench', name: '', email: '', roles: [], radiologistId: null, scope: null } as const;

const app = await buildApp(readConfig(process.env));
const now = app.clock.now();

if (process.argv[2] === 'seed') {
	await app.db.transaction(async (write) => {
		await insertInitialPolicies(app, write, { author: null, timeZone: 'UTC' });
		const { facilities, radiologists, users, userRoles } = write.tables;
		await write
			.insert(users)
			.values({ id: actor.id, email: 'b@example.org', name: 'b', passwordHash: '-', createdAt: now });
		await write
			.insert(facilities)
			.values({ id: 'F', code: 'F', name: 'F', jurisdiction: 'TX', timeZone: 'UTC', createdAt: now });
		for (let i = 0; i < READERS; i++) {
			const code = `R${String(i).padStart(2, '0')}`;
			await write.insert(radiologists).values({
				id: code,
				code,
				familyName: code,
				givenName: code,
				section: 's',
				reviewModalities: 'CT,MR,XR',
				createdAt: now
			});
			await write.insert(users).values({
				id: `u${code}`,
				email: `${code}@example.org`,
				name: code,
				passwordHash: '-',
				radiologistId: code,
				reviewCapacity: 1_000_000,
				createdAt: now
			});
			await write.insert(userRoles).values({ userId: `u${code}`, role: 'reviewer' });
		}
		await write.run(sql`
			with recursive n(i) as (select 0 union all select i + 1 from n where i < ${READS - 1})
			insert into reads (id, natural_key, sampling_id, accession, facility_id, reader_id, modality, procedure, priority,
				patient_class, shift, kind, status, report_version, exam_completed_at, final_at, source, received_at)
			select lower(hex(randomblob(16))), i, lower(hex(randomblob(16))), i, 'F', 'R' || printf('%02d', i % ${READERS}),
				case i % 3 when 0 then 'CT' when 1 then 'MR' else 'XR' end, 'p', 'routine', 'outpatient', 'day', 'final',
				'current', 1, ${now - 40 * DAY_MS} + i * 1000, ${now - 40 * DAY_MS} + i * 1000 + 3600000, 'bench', ${now - DAY_MS}
			from n`);
	});
	await publishPolicy(app, actor, {
		kind: 'sampling',
		basedOn: 1,
		body: {
			defaultRate: 0.1,
			rates: {},
			minimumPerReader: 0,
			lookBackDays: 90,
			exclusions: ['preliminary', 'already-drawn', 'reader-inactive']
		}
	});
} else {
	const committed = await commitDraw(app, actor, {
		label: 'bench',
		from: toUtcDay(now - 60 * DAY_MS),
		through: toUtcDay(now - 2 * DAY_MS)
	});
	if (!committed.ok) throw new Error(committed.error);
	const startedAt = performance.now();
	const revealed = await revealDraw(app, actor, committed.value.id);
	if (!revealed.ok) throw new Error(revealed.error);
	const seconds = (performance.now() - startedAt) / 1000;
	writeFileSync(
		join(app.config.dataFolder, 'certificate.json'),
		(await findCertificate(app.db.read, committed.value.id)) ?? ''
	);
	console.log(
		`10 % of ${READS} reads in ${seconds.toFixed(1)} s: ${revealed.value.sampled} cases, ${revealed.value.assignment.assigned} assigned`
	);
	console.log(framePath(app, committed.value.id));
}
await app.db.close();
