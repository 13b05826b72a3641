package plan

import "github.com/archcheck/archcheck/internal/model"

// optedIn reports whether AWS Backup takes databases of a kind in a region at all: what is turned off there is
// backed up only where a selection names it, and a cluster of Aurora not even then.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html
func (c *collector) optedIn(selection *instance, d *model.Database) model.Value[bool] {
	service := "RDS"
	if d.Kind.Or("") == "cluster" && d.InstanceClass.Or("") == "" {
		service = "Aurora"
	}
	in := model.Known(true)
	for _, settings := range c.byType["aws_backup_region_settings"] {
		if same := c.inSameRegion(settings, selection); same.Or(true) {
			set := settings.boolean("resource_type_opt_in_preference."+service, true)
			in = model.Every(in, model.Some(model.Not(same), set))
		}
	}
	return in
}
