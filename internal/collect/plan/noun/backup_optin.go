package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// optedIn reports whether AWS Backup takes databases of a kind in a region at all: what is turned off there is
// backed up only where a selection names it, and a cluster of Aurora not even then.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html
func (c *collector) optedIn(selection *read.Instance, d *model.Database) model.Value[bool] {
	isAurora := model.Every(model.Is(d.Kind, "cluster"), model.Is(d.InstanceClass, ""))
	rds, aurora := c.takes("RDS", selection), c.takes("Aurora", selection)
	return model.Some(model.Every(isAurora, aurora), model.Every(model.Not(isAurora), rds), model.Every(rds, aurora))
}

// takes reports whether no settings of the selection's region turn a service off.
func (c *collector) takes(service string, selection *read.Instance) model.Value[bool] {
	return model.Not(c.IsSet(selection, "aws_backup_region_settings", func(settings *read.Instance) model.Value[bool] {
		return model.Not(settings.Boolean("resource_type_opt_in_preference."+service, true))
	}))
}
