CREATE TABLE `image_lookups` (
	`read_id` text PRIMARY KEY NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `image_lookups_next` ON `image_lookups` (`next_at`);--> statement-breakpoint
ALTER TABLE `studies` ADD `is_described` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `studies_described` ON `studies` (`is_described`);