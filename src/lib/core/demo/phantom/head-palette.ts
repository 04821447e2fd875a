/** One value for each tissue: Hounsfield units, or the signal of an MR sequence. */
export type HeadPalette = {
	readonly air: number;
	readonly skin: number;
	readonly fat: number;
	readonly muscle: number;
	readonly cortical: number;
	readonly diploe: number;
	readonly csf: number;
	readonly white: number;
	readonly grey: number;
	readonly deepGrey: number;
	readonly brainstem: number;
	readonly dura: number;
	readonly venousBlood: number;
	readonly clot: number;
	readonly oedema: number;
	readonly infarct: number;
	readonly mass: number;
	readonly necrosis: number;
	readonly vitreous: number;
	readonly lens: number;
	readonly nerve: number;
	readonly calcification: number;
};

/** Hounsfield units at 120 kV. */
export const ctHead: HeadPalette = {
	air: -1000,
	skin: 35,
	fat: -92,
	muscle: 58,
	cortical: 1520,
	diploe: 690,
	csf: 6,
	white: 27,
	grey: 38,
	deepGrey: 37.5,
	brainstem: 31,
	dura: 62,
	venousBlood: 54,
	clot: 67,
	oedema: 18,
	infarct: 22,
	mass: 34,
	necrosis: 18,
	vitreous: 9,
	lens: 92,
	nerve: 40,
	calcification: 260
};

/** Relative signal, 1000 full scale. */
export const mrT1: HeadPalette = {
	air: 4,
	skin: 420,
	fat: 900,
	muscle: 330,
	cortical: 40,
	diploe: 560,
	csf: 95,
	white: 610,
	grey: 425,
	deepGrey: 480,
	brainstem: 570,
	dura: 240,
	venousBlood: 60,
	clot: 520,
	oedema: 390,
	infarct: 360,
	mass: 350,
	necrosis: 190,
	vitreous: 120,
	lens: 380,
	nerve: 520,
	calcification: 380
};

export const mrT2: HeadPalette = {
	air: 4,
	skin: 260,
	fat: 640,
	muscle: 150,
	cortical: 30,
	diploe: 330,
	csf: 980,
	white: 290,
	grey: 430,
	deepGrey: 360,
	brainstem: 310,
	dura: 140,
	venousBlood: 40,
	clot: 180,
	oedema: 620,
	infarct: 700,
	mass: 560,
	necrosis: 880,
	vitreous: 940,
	lens: 190,
	nerve: 300,
	calcification: 200
};

export const mrFlair: HeadPalette = {
	air: 4,
	skin: 330,
	fat: 600,
	muscle: 200,
	cortical: 30,
	diploe: 330,
	csf: 55,
	white: 360,
	grey: 455,
	deepGrey: 420,
	brainstem: 380,
	dura: 190,
	venousBlood: 50,
	clot: 300,
	oedema: 720,
	infarct: 820,
	mass: 640,
	necrosis: 180,
	vitreous: 60,
	lens: 220,
	nerve: 360,
	calcification: 250
};
