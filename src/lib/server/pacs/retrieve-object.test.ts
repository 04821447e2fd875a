import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { retrieveObject } from './retrieve-object.ts';
import { makePacsSettings } from './settings.ts';

const uids = { study: '1.2.3', series: '1.2.3.4', instance: '1.2.3.4.5' };
const parts = Buffer.from('--b\r\ncontent-type: application/dicom\r\n\r\npixels\r\n--b--');
const head = { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' };

type Answering = (response: ServerResponse) => void;

/** Retrieves an object three times, one after the other; gives how many connections that took. */
async function connectionsFor(answer: Answering): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'overread-retrieve-'));
	let connections = 0;
	const server = createServer((_, response) => answer(response.writeHead(200, head))).on(
		'connection',
		() => (connections += 1)
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const pacs = makePacsSettings(`http://127.0.0.1:${port}`, { token: null, keptGigabytes: 1 });
	try {
		for (const name of ['one', 'two', 'three']) {
			expect(await retrieveObject(pacs, uids, { to: join(folder, name) })).toEqual({ ok: true, value: null });
			expect(readFileSync(join(folder, name), 'utf8')).toBe('pixels');
		}
	} finally {
		server.closeAllConnections();
		server.close();
		rmSync(folder, { recursive: true });
	}
	return connections;
}

it('asks for one object after the other over the same connection', async () => {
	expect(await connectionsFor((response) => response.end(parts))).toBe(1);
});

it('asks again over a connection whose answer ends after its last boundary', async () => {
	const answering: Answering = (response) => {
		response.write(parts);
		setTimeout(() => response.end('\r\nepilogue'), 20);
	};
	expect(await connectionsFor(answering)).toBe(1);
});

it('has an object whose answer does not end, and leaves the connection', async () => {
	expect(await connectionsFor((response) => response.write(parts))).toBe(3);
});
