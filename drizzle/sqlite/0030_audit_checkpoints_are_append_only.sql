-- An insertion that replaces a row deletes the old one without asking the triggers of deletion (sqlite.org/lang_conflict.html).
CREATE TRIGGER `audit_events_no_replace` BEFORE INSERT ON `audit_events`
WHEN EXISTS (SELECT 1 FROM `audit_events` WHERE `seq` = NEW.`seq`)
BEGIN
	SELECT RAISE(ABORT, 'audit events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoints_no_update` BEFORE UPDATE ON `audit_checkpoints`
BEGIN
	SELECT RAISE(ABORT, 'audit checkpoints are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoints_no_delete` BEFORE DELETE ON `audit_checkpoints`
BEGIN
	SELECT RAISE(ABORT, 'audit checkpoints are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoints_no_replace` BEFORE INSERT ON `audit_checkpoints`
WHEN EXISTS (SELECT 1 FROM `audit_checkpoints` WHERE `id` = NEW.`id` OR `tree_size` = NEW.`tree_size`)
BEGIN
	SELECT RAISE(ABORT, 'audit checkpoints are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_tree_nodes_no_update` BEFORE UPDATE ON `audit_tree_nodes`
BEGIN
	SELECT RAISE(ABORT, 'audit tree nodes are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_tree_nodes_no_delete` BEFORE DELETE ON `audit_tree_nodes`
BEGIN
	SELECT RAISE(ABORT, 'audit tree nodes are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_tree_nodes_no_replace` BEFORE INSERT ON `audit_tree_nodes`
WHEN EXISTS (SELECT 1 FROM `audit_tree_nodes` WHERE `height` = NEW.`height` AND `nth` = NEW.`nth`)
BEGIN
	SELECT RAISE(ABORT, 'audit tree nodes are append-only');
END;
