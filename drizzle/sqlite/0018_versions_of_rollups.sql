ALTER TABLE `rollups` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `rollups_state` ON `rollups` (`topic`,`period`,`facility_id`,`version`,`format`);--> statement-breakpoint
CREATE INDEX `rollups_version` ON `rollups` (`version`);