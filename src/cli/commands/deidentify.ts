import { randomBytes } from 'node:crypto';
import {
	deidentifyDicomFile,
	type DeidentifiedFile,
	type DeidentifyFileError
} from '#lib/server/dicom/deidentify-file.ts';
import type { Result } from '#lib/core/result.ts';

export type DeidentifyOptions = {
	/** The same key gives the same new UIDs, so that several files stay one study; without it a random one is used. */
	readonly key?: string;
	/** Stands as patient name and ID of the output. */
	readonly label?: string;
};

/** `overread deidentify <in.dcm> <out.dcm>`: writes the copy that a blinded reviewer would be given. */
export function deidentifyFile(
	inPath: string,
	outPath: string,
	options: DeidentifyOptions = {}
): Promise<Result<DeidentifiedFile, DeidentifyFileError>> {
	const key = options.key === undefined ? randomBytes(32) : Buffer.from(options.key, 'utf8');
	return deidentifyDicomFile(inPath, outPath, { key, caseLabel: options.label ?? 'Blinded case' });
}
