/** Those who may lose the connection, each by itself. */
export type Tellers = {
	/** A way of saying so for one of them: the connection is there again when all that lost it have it back. */
	teller(): (isLost: boolean) => void;
	/** Nobody waits any longer for what they asked for. */
	forget(): void;
};

export function makeTellers(onConnection: (isLost: boolean) => void): Tellers {
	const lost = new Set<symbol>();
	return {
		teller() {
			const own = Symbol('teller');
			return (isLost) => {
				if (isLost) lost.add(own);
				else lost.delete(own);
				onConnection(lost.size > 0);
			};
		},
		forget() {
			lost.clear();
			onConnection(false);
		}
	};
}
