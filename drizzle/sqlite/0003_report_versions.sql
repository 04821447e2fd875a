ALTER TABLE `import_refusals` ADD `detail` text;--> statement-breakpoint
ALTER TABLE `reads` ADD `reported_at` integer;--> statement-breakpoint
CREATE INDEX `reads_received` ON `reads` (`received_at`,`id`);