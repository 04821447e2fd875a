ALTER TABLE `learning_cases` ADD `question` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `learning_cases` ADD `objected_at` integer;--> statement-breakpoint
ALTER TABLE `learning_cases` ADD `objection` text;--> statement-breakpoint
ALTER TABLE `learning_cases` ADD `objection_answer` text;