import type { Walk } from './walk.ts';

/** Opens everything of peer learning that whoever takes part may open, also what does not exist. */
export async function walkLearning(walk: Walk): Promise<void> {
	const year = new Date().getFullYear();
	const nowhere = '/learning/conferences/0199aaaa-0000-7000-8000-000000000000';
	for (const path of [
		'/learning',
		'/learning/new',
		'/learning/conferences',
		nowhere,
		`${nowhere}/present`,
		'/learning/points?words=head',
		'/learning/actions',
		`/learning/year/${year}`
	]) {
		await walk.visit(path);
	}
	for (const format of ['csv', 'json', 'pdf']) await walk.ask(`/learning/year/${year}/${format}`);
	await walk.post('/learning?/object', { case: 'none' });
	await walk.post('/learning/new', { kind: 'opportunity' });
	await walk.post('/learning/actions?/close', { action: 'none', status: 'done', result: 'x' });
	await walk.post(`${nowhere}?/attend`);
	await walk.post(`${nowhere}/present?/attend`);
	const images = `/dicomweb/learning/${'ab'.repeat(16)}/studies/2.25.1`;
	await walk.ask(`${images}/metadata`);
	await walk.ask(`${images}/series/2.25.2/instances/2.25.3/frames/1`);
}
