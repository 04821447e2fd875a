import { eq } from 'drizzle-orm';
import type { InstanceDescription } from '#lib/core/dicom/describe.ts';
import { frameTotal } from '#lib/core/dicom/frames.ts';
import type { ImageKind } from '#lib/core/dicom/image-kind.ts';
import { holdReason, type HoldReason } from '#lib/core/dicom/pixel-policy.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { examineDicomFile, type ExamineError } from '#lib/server/dicom/open-file.ts';
import { brokenReason, type BrokenReason } from './broken-pixels.ts';
import { searchKeys } from './describe-studies.server.ts';
import { keepFile, type KeptFile } from './keep-file.server.ts';
import { pacsObject } from '#lib/features/imaging/pacs/object-path.ts';

export type StoreError = ExamineError | BrokenReason | 'no-study-uid' | 'no-series-uid' | 'no-sop-class-uid';

/** A file that has been examined and kept, and waits to be named by the database. */
export type PreparedInstance = {
	readonly description: InstanceDescription;
	readonly image: ImageKind;
	readonly kept: KeptFile;
	readonly studyUid: string;
	readonly seriesUid: string;
	readonly sopClassUid: string;
};

/** Examines a DICOM file and keeps its bytes. Nothing is kept of a file that is refused. */
export async function prepareInstance(
	app: App,
	source: string
): Promise<Result<PreparedInstance, StoreError>> {
	const examined = await examineDicomFile(source);
	if (!examined.ok) return examined;
	const { description, image } = examined.value;
	const { studyInstanceUID, seriesInstanceUID, sopClassUID } = description;
	const broken = brokenReason(image);
	if (broken) return err(broken);
	if (!studyInstanceUID) return err('no-study-uid');
	if (!seriesInstanceUID) return err('no-series-uid');
	if (!sopClassUID) return err('no-sop-class-uid');
	const kept = await keepFile(app, source);
	return ok({
		description,
		image,
		kept,
		studyUid: studyInstanceUID,
		seriesUid: seriesInstanceUID,
		sopClassUid: sopClassUID
	});
}

export type StoreOutcome = 'stored' | 'unchanged' | 'different-object-same-uid' | 'series-in-other-study';

async function studyIdOf(app: App, write: WriteHandle, instance: PreparedInstance): Promise<string> {
	const { studies } = write.tables;
	const { description, studyUid } = instance;
	const [known] = await write
		.select({ id: studies.id, accession: studies.accession })
		.from(studies)
		.where(eq(studies.studyUid, studyUid));
	const accession = description.accessionNumber ?? null;
	if (known) {
		// A study's first objects may come without the number that a later one carries.
		if (known.accession === null && accession !== null) {
			await write.update(studies).set({ accession }).where(eq(studies.id, known.id));
		}
		return known.id;
	}
	const id = app.ids();
	const studyAt = description.studyOn ? Date.parse(`${description.studyOn}T00:00:00Z`) : Number.NaN;
	await write.insert(studies).values({
		id,
		studyUid,
		accession,
		patientMrn: description.patientID ?? null,
		patientName: description.patientName ?? null,
		patientBirthOn: description.patientBirthOn ?? null,
		patientSex: description.patientSex ?? null,
		institution: description.institutionName ?? null,
		studyAt: Number.isNaN(studyAt) ? null : studyAt,
		...searchKeys(description),
		receivedAt: app.clock.now()
	});
	return id;
}

async function seriesIdOf(
	app: App,
	write: WriteHandle,
	studyId: string,
	instance: PreparedInstance
): Promise<Result<string, 'series-in-other-study'>> {
	const { series } = write.tables;
	const { description, seriesUid } = instance;
	const [known] = await write
		.select({ id: series.id, studyId: series.studyId })
		.from(series)
		.where(eq(series.seriesUid, seriesUid));
	if (known) return known.studyId === studyId ? ok(known.id) : err('series-in-other-study');
	const id = app.ids();
	await write.insert(series).values({
		id,
		studyId,
		seriesUid,
		number: description.seriesNumber ?? null,
		modality: description.modality ?? 'OT',
		description: description.seriesDescription ?? null,
		bodyPart: description.bodyPartExamined ?? null
	});
	return ok(id);
}

/** Why an image waits for a check of its pixels, by the policy in force; null when it may go as it is. */
async function holdOf(write: WriteHandle, description: InstanceDescription): Promise<HoldReason | null> {
	const { body } = await currentPolicy(write, 'pixels');
	return holdReason(body, description);
}

/**
 * Names a prepared instance in the database. Of two different objects under one SOP Instance UID the first stays. An image that the
 * pixel policy holds is withheld from here on; `settlePixelHolds` decides what becomes of it.
 */
export async function storeInstance(
	app: App,
	write: WriteHandle,
	instance: PreparedInstance
): Promise<StoreOutcome> {
	const { instances } = write.tables;
	const { description, image, kept } = instance;
	const [known] = await write
		.select({ id: instances.id, sha256: instances.sha256, path: instances.path })
		.from(instances)
		.where(eq(instances.sopUid, description.sopInstanceUID));
	if (known?.sha256 === kept.sha256) return 'unchanged';
	// An object that lies in the PACS alone may come to stay, or be announced anew with other facts.
	if (known && !pacsObject(known.path)) return 'different-object-same-uid';
	const studyId = await studyIdOf(app, write, instance);
	const seriesId = await seriesIdOf(app, write, studyId, instance);
	if (!seriesId.ok) return seriesId.error;
	const held = image.kind === 'shown' ? await holdOf(write, description) : null;
	const row = {
		seriesId: seriesId.value,
		sopUid: description.sopInstanceUID,
		sopClassUid: instance.sopClassUid,
		transferSyntaxUid: description.transferSyntaxUID,
		number: description.instanceNumber ?? null,
		frames: image.kind === 'shown' ? frameTotal(image.frames) : 0,
		rows: description.pixels?.rows ?? null,
		cols: description.pixels?.columns ?? null,
		path: kept.path,
		sizeBytes: kept.sizeBytes,
		sha256: kept.sha256,
		keptOutReason: image.kind === 'kept-out' ? image.reason : null,
		withheldReason: held,
		receivedAt: app.clock.now()
	};
	if (known) await write.update(instances).set(row).where(eq(instances.id, known.id));
	else await write.insert(instances).values({ id: app.ids(), ...row });
	return 'stored';
}
