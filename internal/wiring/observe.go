package wiring

import (
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
)

// flowLogs are the logs of all traffic of a VPC that arrive where they are sent.
func (b *builder) flowLogs(v *model.VPC) model.List[string] {
	list := gapped(b.Model, model.Whole[string](), "flow_logs")
	if b.VPCs[v.ID] == nil {
		list = list.Broken(v.CIDRBlocks.Why()) // who owns the VPC may record it too
	}
	list = asFar(list, elsewhere(&v.Resource, "flow logs"))
	for i := range b.Model.FlowLogs {
		f := &b.Model.FlowLogs[i]
		same := model.Is(f.Target, v.ID)
		all, delivers := model.Is(f.TrafficType, "ALL"), f.Delivers
		switch {
		case !same.Or(true) || !all.Or(true) || !delivers.Or(true):
		case same.Or(false) && all.Or(false) && delivers.Or(false):
			list = list.With(f.ID)
		default:
			list = list.Broken(because(f.ID+" may record it", same, all, delivers))
		}
	}
	return list
}

// forcesTLS reads the engine's parameter for it, or the engine's own default.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
func (b *builder) forcesTLS(d *model.Database) model.Value[bool] {
	engine, ok := d.Engine.Get()
	if !ok {
		return model.Unknown[bool](d.Engine.Why())
	}
	name := "require_secure_transport"
	if strings.HasSuffix(engine, "postgres") || strings.HasSuffix(engine, "postgresql") {
		name = "rds.force_ssl"
	}
	if d.ParameterGroup.Or("") != "" && !strings.HasPrefix(d.ParameterGroup.Or(""), "default.") {
		return b.parameter(d, name)
	}
	if !d.ParameterGroup.IsKnown() && d.ParameterGroup.Why().Reason != model.KnownAfterApply {
		return model.Unknown[bool](d.ParameterGroup.Why())
	}
	return tlsByDefault(d, name)
}

func (b *builder) parameter(d *model.Database, name string) model.Value[bool] {
	g := b.ParameterGroups[d.ParameterGroup.Or("")]
	if g == nil {
		return model.Unknown[bool](
			model.Why{
				Reason: model.NotInSource,
				Detail: "the parameter group " + d.ParameterGroup.Or("") + " was not read",
			},
		)
	}
	if status, isKnown := d.ParameterStatus.Get(); isKnown && status != "in-sync" {
		return model.Unknown[bool](
			model.Why{
				Reason: model.NotRecorded,
				Detail: "its parameter group is " + status + ", and which values are in force RDS does not tell",
			},
		)
	} else if !isKnown && d.ParameterStatus.Why().Reason != model.KnownAfterApply {
		return model.Unknown[bool](d.ParameterStatus.Why())
	}
	for _, p := range g.Parameters.Items() {
		if !p.Name.IsKnown() {
			g = withoutNames(g, p.Name.Why())
		}
		if p.Name.Or("") != name {
			continue
		}
		value, ok := p.Value.Get()
		if !ok {
			return model.Unknown[bool](p.Value.Why())
		}
		return model.Known(value == "1" || strings.EqualFold(value, "ON"))
	}
	if !g.Parameters.IsWhole() {
		return model.Unknown[bool](g.Parameters.Why())
	}
	return tlsByDefault(d, name)
}

// withoutNames is a group of whose parameters one is not known by its name: it may be any.
func withoutNames(g *model.ParameterGroup, why model.Why) *model.ParameterGroup {
	open := *g
	open.Parameters = open.Parameters.Broken(why)
	return &open
}

// The first major versions of PostgreSQL that RDS and Aurora start with rds.force_ssl.
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
const (
	postgresWithTLS = 15
	auroraWithTLS   = 17
)

// tlsByDefault: PostgreSQL forces TLS from version 15 on, Aurora's from 17; of others the default is not
// taken for granted.
func tlsByDefault(d *model.Database, name string) model.Value[bool] {
	major, _, _ := strings.Cut(d.EngineVersion.Or(""), ".")
	version, isNumber := figure.Whole(major)
	switch {
	case !d.EngineVersion.IsKnown():
		return model.Unknown[bool](d.EngineVersion.Why())
	case name == "rds.force_ssl" && isNumber && strings.HasPrefix(d.Engine.Or(""), "aurora"):
		return model.Known(version >= auroraWithTLS)
	case name == "rds.force_ssl" && isNumber:
		return model.Known(version >= postgresWithTLS)
	}
	return model.Unknown[bool](
		model.Why{
			Reason: model.NotRecorded,
			Detail: "no parameter group sets " + name + ", and the engine's default is not taken for granted",
		},
	)
}
