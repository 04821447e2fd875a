import { open, type FileHandle } from 'node:fs/promises';
import { describeInstance, type DescribeError, type InstanceDescription } from '#lib/core/dicom/describe.ts';
import { imageKind, type ImageKind } from '#lib/core/dicom/image-kind.ts';
import { readDicomFile, type DicomError, type DicomFile } from '#lib/core/dicom/read-file.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { fileSource } from './file-source.ts';
import { inflateRaw } from './inflate.ts';

/** A DICOM file with its header read and its handle open for frames. */
export type OpenDicomFile = DicomFile & {
	readonly sizeBytes: number;
	close(): Promise<void>;
};

export type OpenError = DicomError | 'file-unreadable';

/** Opens a DICOM file and reads its header; the caller closes it. */
export async function openDicomFile(path: string): Promise<Result<OpenDicomFile, OpenError>> {
	let handle: FileHandle;
	try {
		handle = await open(path, 'r');
	} catch {
		// Missing, forbidden, a dangling link: to an import they are one kind of line.
		return err('file-unreadable');
	}
	try {
		const stat = await handle.stat();
		// A folder, a pipe or a device never ends or cannot be read by range.
		if (!stat.isFile()) return await closed(handle, 'file-unreadable');
		const source = await fileSource(handle);
		const file = await readDicomFile(source, { inflate: inflateRaw });
		if (!file.ok) return await closed(handle, file.error);
		return ok({ ...file.value, sizeBytes: source.sizeBytes, close: () => handle.close() });
	} catch (cause) {
		await handle.close();
		throw new Error('reading a DICOM header failed', { cause });
	}
}

async function closed(handle: FileHandle, error: OpenError): Promise<Result<never, OpenError>> {
	await handle.close();
	return err(error);
}

/** What an import needs to know of one file. */
export type ExaminedInstance = {
	readonly description: InstanceDescription;
	readonly image: ImageKind;
	/** The file ends inside its header: what was whole has been read. */
	readonly isTruncated: boolean;
	readonly sizeBytes: number;
};

export type ExamineError = OpenError | DescribeError;

/** Reads a file's description and whether the viewer may show it, and closes the file again. */
export async function examineDicomFile(path: string): Promise<Result<ExaminedInstance, ExamineError>> {
	const opened = await openDicomFile(path);
	if (!opened.ok) return opened;
	const file = opened.value;
	try {
		const description = describeInstance(file);
		if (!description.ok) return description;
		const image = await imageKind(file, description.value);
		const { isTruncated, sizeBytes } = file;
		return ok({ description: description.value, image, isTruncated, sizeBytes });
	} finally {
		await file.close();
	}
}
