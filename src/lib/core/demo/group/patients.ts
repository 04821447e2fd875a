import { hashText, makeRandom } from '#lib/core/demo/random.ts';
import { dayMs } from './calendar.ts';
import type { StudyPlan } from '#lib/core/demo/studies/plan.ts';
import type { DemoPatient, DemoSex } from './types.ts';

const womenNames = [
	'Abigail',
	'Agnes',
	'Alma',
	'Bernice',
	'Camille',
	'Clara',
	'Delia',
	'Doris',
	'Edith',
	'Elena',
	'Esther',
	'Fatima',
	'Frances',
	'Gloria',
	'Harriet',
	'Ida',
	'Irene',
	'Josefina',
	'Judith',
	'Karen',
	'Leona',
	'Lydia',
	'Mabel',
	'Marisol',
	'Nadia',
	'Norma',
	'Opal',
	'Pauline',
	'Ramona',
	'Rosa',
	'Shirley',
	'Tamara',
	'Ursula',
	'Vera',
	'Wanda',
	'Yvonne'
];
const menNames = [
	'Albert',
	'Amos',
	'Andre',
	'Boris',
	'Calvin',
	'Clarence',
	'Darnell',
	'Dominic',
	'Earl',
	'Emilio',
	'Ernest',
	'Felix',
	'Floyd',
	'Gilbert',
	'Harold',
	'Hector',
	'Ivan',
	'Jerome',
	'Joaquin',
	'Karl',
	'Leonard',
	'Luther',
	'Marvin',
	'Miguel',
	'Nathan',
	'Orville',
	'Otis',
	'Percy',
	'Ramon',
	'Roland',
	'Salvador',
	'Sidney',
	'Theodore',
	'Vernon',
	'Wendell',
	'Zachary'
];
const familyNames = [
	'Aldridge',
	'Amundsen',
	'Arceneaux',
	'Ballard',
	'Barlow',
	'Benavides',
	'Birchard',
	'Blackwood',
	'Bourassa',
	'Brockmeyer',
	'Cavanaugh',
	'Chamorro',
	'Cordova',
	'Crabtree',
	'Dahlberg',
	'Delacroix',
	'Delgadillo',
	'Driscoll',
	'Eastwick',
	'Ellingson',
	'Escamilla',
	'Fairbanks',
	'Falkenrath',
	'Fontenot',
	'Gallagher',
	'Garrido',
	'Gunderson',
	'Hadley',
	'Hasegawa',
	'Hendrickson',
	'Holloway',
	'Ibarra',
	'Isaksen',
	'Jankowski',
	'Jefferies',
	'Kavanagh',
	'Kessler',
	'Kirkpatrick',
	'Lachance',
	'Larrabee',
	'Lindholm',
	'Macallister',
	'Maldonado',
	'Mbeki',
	'Merriweather',
	'Montoya',
	'Nakagawa',
	'Nordstrom',
	'Oduya',
	'Oleson',
	'Pettigrew',
	'Pinkerton',
	'Prudhomme',
	'Quigley',
	'Ramsdell',
	'Renfro',
	'Rutherford',
	'Sandoval',
	'Schroeder',
	'Stavros',
	'Tafoya',
	'Thibodeaux',
	'Tolliver',
	'Underhill',
	'Valdivia',
	'Vandermeer',
	'Wadsworth',
	'Westergaard',
	'Yarborough',
	'Zielinski'
];

/**
 * The invented patient of a read. Pure: the same index gives the same person.
 * `onMs` is the day on which the patient has `ageYears`.
 */
export function demoPatient(input: {
	seed: number;
	patientIndex: number;
	sex: DemoSex;
	ageYears: number;
	onMs: number;
}): DemoPatient {
	const random = makeRandom(input.seed, hashText('patient'), input.patientIndex);
	const birth = new Date(input.onMs - (input.ageYears + 0.02 + 0.96 * random.next()) * 365.2425 * dayMs);
	return {
		id: String(10_000_000 + ((input.patientIndex * 7919 + 31) % 90_000_000)),
		familyName: random.pick(familyNames),
		givenName: random.pick(input.sex === 'F' ? womenNames : menNames),
		birthOn: birth.toISOString().slice(0, 10),
		sex: input.sex
	};
}

/** The patient of an image study; of an earlier one, the same as of the later. */
export function patientOf(seed: number, { sex, patientIndex, before, ...own }: StudyPlan): DemoPatient {
	const { ageYears, dateMs } = before ?? own;
	return demoPatient({ seed, patientIndex, sex, ageYears, onMs: dateMs });
}
