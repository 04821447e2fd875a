import { eq, inArray } from 'drizzle-orm';
import type { IncomingRead } from '#lib/core/reads/incoming-read.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

type Patient = WriteHandle['tables']['patients']['$inferSelect'];

export type PatientBook = {
	/** The id of a read's patient, new or known; null where the sender gives no number. */
	idOf(read: IncomingRead): string | null;
	/** Writes who is new and what is known better now. */
	save(): Promise<void>;
};

/** Loads the patients of a batch of reads. A patient is a number and who assigned it; the newest message knows best. */
export async function loadPatients(
	app: App,
	write: WriteHandle,
	incoming: readonly IncomingRead[]
): Promise<PatientBook> {
	const { patients } = write.tables;
	const keyOf = (issuer: string, mrn: string) => JSON.stringify([issuer, mrn]);
	const mrns = [...new Set(incoming.map(({ patient }) => patient.id).filter((id) => id !== null))];
	const known = mrns.length ? await write.select().from(patients).where(inArray(patients.mrn, mrns)) : [];
	const byKey = new Map<string, Patient>(known.map((row) => [keyOf(row.issuer, row.mrn), row]));
	const added = new Set<Patient>();
	const changed = new Set<Patient>();

	return {
		idOf({ patient, facilityCode }) {
			if (patient.id === null) return null;
			const issuer = patient.issuer ?? facilityCode;
			const { name, birthDate: birthOn, sex } = patient;
			const before = byKey.get(keyOf(issuer, patient.id));
			if (!before) {
				const row = { id: app.ids(), issuer, mrn: patient.id, name, birthOn, sex };
				byKey.set(keyOf(issuer, patient.id), row);
				added.add(row);
				return row.id;
			}
			const now = {
				name: name ?? before.name,
				birthOn: birthOn ?? before.birthOn,
				sex: sex ?? before.sex
			};
			const differs = now.name !== before.name || now.birthOn !== before.birthOn || now.sex !== before.sex;
			if (differs) {
				Object.assign(before, now);
				if (!added.has(before)) changed.add(before);
			}
			return before.id;
		},
		async save() {
			await write.insertRows(patients, [...added]);
			for (const { id, name, birthOn, sex } of changed) {
				await write.update(patients).set({ name, birthOn, sex }).where(eq(patients.id, id));
			}
		}
	};
}
