import { describe, expect, it } from 'vitest';
import { parseMessageText } from '#lib/core/hl7/message.ts';
import { readObservationReport } from '#lib/core/hl7/observation-report.ts';
import { getValue } from '#lib/core/result.ts';
import { toIncomingRead } from './from-report.ts';
import { mainPayer, payerOf, stateCodeOf } from './payer.ts';

describe('the class of a payer', () => {
	it.each([
		['Medicare', 'medicare'],
		['MEDICARE ADVANTAGE HMO', 'medicare'],
		['MCR', 'medicare'],
		['Medicaid of Texas', 'medicaid'],
		['TRICARE', 'federal'],
		['Veterans Affairs', 'federal'],
		['self-pay', 'self-pay'],
		['BCBS', 'commercial'],
		['Blue Cross Blue Shield of Texas', 'commercial'],
		['Workers Comp', 'other'],
		['Medicar', null],
		['', null],
		[null, null]
	])('of %j is %j', (text, payer) => expect(payerOf(text)).toBe(payer));

	it('is Medicare wherever it pays, and else the first that is known', () => {
		expect(mainPayer([null, 'something', 'BCBS', 'Medicare'])).toBe('medicare');
		expect(mainPayer(['something', 'Medicaid', 'BCBS'])).toBe('medicaid');
		expect(mainPayer([])).toBeNull();
	});
});

it('a state is two letters', () => {
	expect(['tx ', 'Texas', '', null].map(stateCodeOf)).toEqual(['TX', null, null, null]);
});

describe('a message', () => {
	const read = (more: { location?: string; financialClass?: string; insurances?: string[] }) => {
		const { location = '', financialClass = '', insurances = [] } = more;
		const text = [
			'MSH|^~\\&|RIS|NORTH|QA|GROUP|20260814070813||ORU^R01|C1|P|2.4',
			'PID|1||A1^^^NORTH^MR||DOE^JANE||19980121|F|||1 WAY^^TULSA^OK^74101',
			`PV1||E|${location}|||||||||||||||||${financialClass}`,
			...insurances,
			'OBR|1||ACC1|CT^CT HEAD||||||||||||||||||20260814070000|||F||||||||D1&ROE&JANE',
			'OBX|1|TX|CT&GDT||Normal.||||||F'
		].join('\r');
		const report = getValue(readObservationReport(getValue(parseMessageText(text))));
		const { payer, serviceState } = getValue(toIncomingRead(report, { facilityTimeZone: 'UTC' }));
		return [payer, serviceState];
	};

	it('says who pays by its insurances before the financial class, and where the patient was only if at home', () => {
		expect(read({})).toEqual([null, null]);
		expect(read({ financialClass: 'MCR^20260101' })).toEqual(['medicare', null]);
		expect(read({ insurances: ['IN1|1||77|ACME HEALTH|||||||||||PPO'], financialClass: 'MCD' })).toEqual([
			'commercial',
			null
		]);
		expect(read({ insurances: ['IN1|1||77|BCBS', 'IN1|2||1|MEDICARE PART B'] })).toEqual(['medicare', null]);
		expect(read({ location: 'HOME^^^^^H' })).toEqual([null, 'OK']);
		expect(read({ location: 'ED^1^2^^^N' })).toEqual([null, null]);
	});
});
