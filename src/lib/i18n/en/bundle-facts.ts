import type { Manifest } from '#lib/core/bundle/manifest.ts';
import { formatCalendarDay, formatCount } from '#lib/i18n/formats.ts';

const versions = (all: Readonly<Record<string, string | number>>): string =>
	Object.entries(all)
		.map(([name, version]) => `${name} ${version}`)
		.join(', ');

/** What a manifest says of its bundle, line by line, without what it has nothing to say of. */
export function bundleFacts(manifest: Manifest): (readonly [name: string, value: string])[] {
	const { scope, period, auditCheckpoint, draws } = manifest;
	const facts: (readonly [string, string])[] = [
		['Title', manifest.title],
		['Group', manifest.group],
		['Made', manifest.generatedAt],
		['By (role)', manifest.generatedBy.join(', ')],
		['Period', `${formatCalendarDay(period.fromOn)} to ${formatCalendarDay(period.throughOn)}`],
		['Facilities', scope.facilities?.join(', ') ?? 'all'],
		['Modality', scope.modality ?? 'all'],
		['Purpose', manifest.purpose],
		['Recipient', manifest.recipient],
		['Copy', manifest.watermark ?? ''],
		['Policy versions', versions(manifest.policyVersions)],
		['Rules', versions(manifest.rulePacks)],
		['Draws', draws.length > 0 ? String(draws.length) : ''],
		[
			'Audit checkpoint',
			auditCheckpoint
				? `${formatCount(auditCheckpoint.treeSize)} entries, root ${auditCheckpoint.rootHash}`
				: ''
		],
		['Signed with key', manifest.keyId],
		['Generator', manifest.generator]
	];
	return facts.filter(([, value]) => value !== '');
}
