import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const plugins = ['/usr/share/orthanc/plugins', '/usr/lib/orthanc', '/usr/local/share/orthanc/plugins'];
const paths = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

export type OrthancProgram = { readonly program: string; readonly plugin: string };

/** Orthanc and its DICOMweb plugin on this machine, or null. */
export function findOrthanc(): OrthancProgram | null {
	const program = paths.map((folder) => join(folder, 'Orthanc')).find((path) => existsSync(path));
	const plugin = plugins
		.map((folder) => join(folder, 'libOrthancDicomWeb.so'))
		.find((path) => existsSync(path));
	return program && plugin ? { program, plugin } : null;
}

/** Finds Orthanc, or installs it from Debian as root. Says what it did. */
export function ensureOrthanc(): void {
	let found = findOrthanc();
	const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
	if (!found && canInstall) {
		console.log('Orthanc: none found, installing the packages orthanc and orthanc-dicomweb with apt-get');
		// Its own service is not to start: the tests start what they need.
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
		const run = (...args: string[]): boolean =>
			spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
		if (run('update')) run('install', '-y', '--no-install-recommends', 'orthanc', 'orthanc-dicomweb');
		found = findOrthanc();
	}
	const why = canInstall ? 'could not be installed' : 'not found, and only root can install it';
	console.log(`Orthanc: ${found?.program ?? `${why}; the tests against it are skipped`}`);
}

export type Orthanc = AsyncDisposable & {
	/** Root of its DICOMweb service, with user and password. */
	readonly url: string;
	store(file: Uint8Array): Promise<void>;
	stop(): Promise<void>;
};

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address ? address.port : 0;
}

/** Starts an empty Orthanc in a folder of its own; it asks for a user and a password. */
export async function startOrthanc({ program, plugin }: OrthancProgram): Promise<Orthanc> {
	const folder = mkdtempSync(join(tmpdir(), 'overread-orthanc-'));
	const port = await freePort();
	const settings = {
		Name: 'TEST',
		StorageDirectory: folder,
		IndexDirectory: folder,
		Plugins: [plugin],
		HttpPort: port,
		DicomServerEnabled: false,
		RemoteAccessAllowed: false,
		AuthenticationEnabled: true,
		RegisteredUsers: { archive: 'quiet lantern' },
		DicomWeb: { Enable: true, Root: '/dicom-web/', StudiesMetadata: 'Full', SeriesMetadata: 'Full' }
	};
	const file = join(folder, 'orthanc.json');
	writeFileSync(file, JSON.stringify(settings));
	const child = spawn(program, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	await new Promise<void>((resolve, reject) => {
		let said = '';
		const hear = (chunk: Buffer): void => {
			said += chunk.toString();
			if (said.includes('Orthanc has started')) resolve();
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		void ended.then(() => reject(new Error(`Orthanc did not start: ${said.slice(-2000)}`)));
	});
	const authorization = `Basic ${Buffer.from('archive:quiet lantern').toString('base64')}`;
	const stop = async (): Promise<void> => {
		child.kill();
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
	return {
		url: `http://archive:quiet%20lantern@127.0.0.1:${port}/dicom-web`,
		async store(bytes) {
			const response = await fetch(`http://127.0.0.1:${port}/instances`, {
				method: 'POST',
				headers: { authorization },
				body: new Uint8Array(bytes)
			});
			if (!response.ok) throw new Error(`Orthanc did not take an object: ${response.status}`);
		},
		stop,
		[Symbol.asyncDispose]: stop
	};
}
