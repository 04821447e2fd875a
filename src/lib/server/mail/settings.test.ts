import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import { parseMailFrom, smtpHost } from './settings.ts';

describe('the sender of mail', () => {
	it.each([
		['qa@example.org', { name: '', address: 'qa@example.org' }],
		['Overread <qa@example.org>', { name: 'Overread', address: 'qa@example.org' }],
		[
			'"Peer review, North" <qa@mail.example.org>',
			{ name: 'Peer review, North', address: 'qa@mail.example.org' }
		],
		['Zoë <zoe@example.org>', { name: 'Zoë', address: 'zoe@example.org' }]
	])('is read from %j', (text, mailbox) => expect(parseMailFrom(text)).toEqual(mailbox));

	it.each([
		'',
		'qa',
		'Overread <qa>',
		'qa@example.org\r\nBcc: all@example.org',
		'A\nB <qa@example.org>',
		'qa@example.org, other@example.org',
		'<qa@example.org> <other@example.org>',
		`${'a'.repeat(250)}@example.org`
	])('is refused in %j', (text) => expect(parseMailFrom(text)).toBeNull());
});

describe('the settings of mail', () => {
	it('are off without a server', () => {
		expect(readConfig({}).mail).toBeNull();
		expect(readConfig({ MAIL_FROM: 'qa@example.org' }).mail).toBeNull();
	});

	it('name the host without its user and password', () => {
		const { mail } = readConfig({
			SMTP_URL: 'smtps://user:hush@mx.example.org:465',
			MAIL_FROM: 'qa@example.org'
		});
		expect(mail && smtpHost(mail)).toBe('mx.example.org:465');
	});

	it.each([
		[{ SMTP_URL: 'http://user:hush@mx.example.org', MAIL_FROM: 'qa@example.org' }, 'SMTP_URL'],
		[{ SMTP_URL: 'mx.hush.example.org', MAIL_FROM: 'qa@example.org' }, 'SMTP_URL'],
		[{ SMTP_URL: 'smtp://user:hush@mx.example.org' }, 'MAIL_FROM'],
		[{ SMTP_URL: 'smtp://user:hush@mx.example.org', MAIL_FROM: 'x\r\nBcc: y@example.org' }, 'MAIL_FROM']
	])('that are wrong stop the start, naming the setting and not its value: %j', (env, name) => {
		const read = (): unknown => readConfig(env);
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(name);
		expect(read).not.toThrow(/hush/);
	});
});
