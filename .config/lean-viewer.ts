import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));
const metadata = join(modules, '@cornerstonejs/metadata/dist/esm');

type Dcmjs = {
	constants: Record<string, string>;
	data: { DicomMetaDictionary: { nameMap: Record<string, { tag: string; vr: string; vm: string }> } };
};

/**
 * Cornerstone's metadata package takes the whole of dcmjs, 0.7 MB, for its reader of files, which the viewer never calls, for its
 * log, and for the tags of the attributes that it names. This has the tags and a log of warnings, and says so where the reader would be made.
 */
async function dcmjsTags(): Promise<string> {
	const name: string = 'dcmjs'; // has no types
	const { default: dcmjs } = (await import(name)) as { default: Dcmjs };
	const { nameMap } = dcmjs.data.DicomMetaDictionary;
	const words = readdirSync(metadata, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => readFileSync(join(metadata, file), 'utf8').match(/\b[A-Z]\w+/g) ?? []);
	const entries = [...new Set(words)]
		.flatMap((word) => (Object.hasOwn(nameMap, word) ? [[word, nameMap[word]] as const] : []))
		.map(([word, entry]) => [word, entry?.tag, entry?.vr, entry?.vm]);
	return `
		const entries = ${JSON.stringify(entries)}.map(([name, tag, vr, vm]) => ({ name, tag, vr, vm }));
		const nameMap = Object.fromEntries(entries.map((entry) => [entry.name, entry]));
		const dictionary = Object.fromEntries(entries.map((entry) => [entry.tag.replace(/[(),]/g, ''), entry]));
		class LeftOut { constructor() { throw new Error('the reader of files is not part of the viewer'); } }
		const quiet = () => undefined;
		const logger = {
			trace: quiet, debug: quiet, info: quiet, log: quiet,
			warn: (...words) => console.warn(...words), error: (...words) => console.error(...words),
			setLevel: quiet, setDefaultLevel: quiet, getLevel: () => 3
		};
		export const log = { ...logger, getLogger: (name) => ({ ...logger, name }) };
		export const constants = ${JSON.stringify(dcmjs.constants)};
		export default {
			constants,
			async: { AsyncDicomReader: LeftOut },
			data: { DicomMetaDictionary: { dictionary, nameMap } },
			utilities: { DicomMetadataListener: LeftOut }
		};`;
}

const notCalled = 'export default {};';

/** What Cornerstone imports and the viewer never calls: readers of meshes, and WebGPU. */
const leftOut: readonly [RegExp, string][] = [
	[/\/@kitware\/vtk\.js\/IO\/(?:Geometry|Misc|XML)\//, notCalled],
	[/\/@kitware\/vtk\.js\/Rendering\/WebGPU\/Profiles\//, 'export {};']
];

/** Packages that do nothing by being imported, without saying so in their package.json. */
const idle = /\/@cornerstonejs\/(?:dicom-image-loader|codec-[\w-]+)\//;

/** Leaves out of the built viewer what it never calls, a good third of its bytes. */
export function leanViewer(): Plugin {
	return {
		name: 'overread:lean-viewer',
		enforce: 'pre',
		apply: 'build',
		async load(id) {
			if (/\/node_modules\/dcmjs\//.test(id)) return { code: await dcmjsTags(), moduleSideEffects: false };
			const [, code] = leftOut.find(([pattern]) => pattern.test(id)) ?? [];
			return code;
		},
		transform(code, id) {
			return idle.test(id) ? { code, map: null, moduleSideEffects: false } : undefined;
		}
	};
}
