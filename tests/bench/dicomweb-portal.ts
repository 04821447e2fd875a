import { join } from 'node:path';
/**
 * The portal's DICOMweb service over an empty data folder into which a folder of images is taken, or behind which they lie in a PACS; says
 * in one line where things are.
 */
import { createServer } from 'node:http';
import { buildApp } from '#lib/runtime/app.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { importPaths } from '#lib/features/ingest/import-paths.server.ts';
import { takeFromPacs } from '#lib/features/ingest/take-from-pacs.server.ts';
import { isPacsUrl, makePacsSettings } from '#lib/server/pacs/settings.ts';
import { withDicomweb } from '#lib/runtime/dicomweb/listen.ts';
import { aCase, aRead, aUser, publishInitialPolicies } from '../support/builders.ts';
import { anAssignment, aReviewer } from '../support/reviewing.ts';
import { signIn } from '../support/sign-in.ts';

export type PortalPlaces = {
	readonly origin: string;
	/** Cookies of a reviewer, who is blinded, and of a coordinator, who sees the store. */
	readonly reviewer: string;
	readonly coordinator: string;
	/** Blinded path of the series, and of each of its frames. */
	readonly series: string;
	readonly frames: readonly string[];
};

/** Where the images are: a folder, or the address of a PACS. */
const [dataFolder = '', images = '', studyUid = ''] = process.argv.slice(2);
const pacs = isPacsUrl(images) ? makePacsSettings(images, { token: null, keptGigabytes: 10 }) : null;
const server = createServer({ keepAliveTimeout: 65_000 });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' && address ? address.port : 0;
const origin = `http://127.0.0.1:${port}`;
const app = await buildApp({
	dataFolder,
	databaseUrl: `file:${dataFolder}/overread.sqlite`,
	origin,
	port,
	host: '127.0.0.1',
	secretHex: '5e'.repeat(32),
	signingKeyHex: null,
	logLevel: 'error',
	hasWorker: false,
	isMadeReady: false,
	mail: null,
	audit: { anchorFolder: join(dataFolder, 'anchors'), anchorMail: [], anchorSystem: null, syslog: null },
	pacs
});
await publishInitialPolicies(app);
if (pacs) {
	const taken = await takeFromPacs(app, studyUid);
	if (!taken.ok) throw new Error(`the PACS did not give the study: ${taken.error}`);
} else {
	const imported = await importPaths(app, null, [images]);
	if (imported.refused > 0) throw new Error(`${imported.refused} files were not taken`);
}
const read = await aRead(app, { studyUid });
const { id: caseId } = await aCase(app, { readId: read.id, state: 'assigned' });
const reviewer = await aReviewer(app);
const assignment = await anAssignment(app, { caseId, reviewerId: reviewer.id });
const study = await blindedStudy(app, caseId);
if (!study) throw new Error('the case has no images');
server.on(
	'request',
	withDicomweb(app, (_request, response) => response.writeHead(404).end())
);
const base = `/dicomweb/reviews/${assignment}/studies/${study.studyUid}/series/${study.objects[0]?.blindedSeriesUid}`;
const places: PortalPlaces = {
	origin,
	reviewer: await signIn(app, reviewer.id),
	coordinator: await signIn(app, (await aUser(app, 'coordinator')).id),
	series: base,
	frames: study.objects.map(({ blindedSopUid }) => `${base}/instances/${blindedSopUid}/frames/1`)
};
console.log(JSON.stringify(places));
