CREATE TABLE `breach_causes` (
	`facility_id` text NOT NULL,
	`accession` text NOT NULL,
	`cause` text NOT NULL,
	`note` text NOT NULL,
	`decided_at` integer NOT NULL,
	`decided_by` text,
	PRIMARY KEY(`facility_id`, `accession`),
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `critical_results` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`category` integer NOT NULL,
	`finding` text NOT NULL,
	`identified_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`communicated_by` text,
	`communicated_to` text,
	`method` text,
	`communicated_at` integer,
	`received_by` text,
	`received_at` integer,
	`status` text NOT NULL,
	`withdrawn_words` text,
	`correction_id` text,
	`recorded_at` integer NOT NULL,
	`recorded_by` text,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_id`) REFERENCES `corrections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `critical_results_status` ON `critical_results` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `critical_results_read` ON `critical_results` (`read_id`);--> statement-breakpoint
CREATE INDEX `critical_results_identified` ON `critical_results` (`identified_at`);--> statement-breakpoint
CREATE TABLE `read_events` (
	`id` text PRIMARY KEY NOT NULL,
	`facility_id` text NOT NULL,
	`accession` text NOT NULL,
	`name` text NOT NULL,
	`at` integer NOT NULL,
	`source` text NOT NULL,
	`quality` text NOT NULL,
	`reason` text,
	`withdraws` text,
	`recorded_at` integer NOT NULL,
	`recorded_by` text,
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `read_events_natural` ON `read_events` (`facility_id`,`accession`,`name`,`at`,`source`);