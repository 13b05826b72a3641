package wiring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// The namespaces of AWS that hold metrics of components.
const (
	metricsOfServices  = "AWS/ECS"
	containerInsights  = "ECS/ContainerInsights"
	metricsOfBalancers = "AWS/ApplicationELB"
	metricsOfNLBs      = "AWS/NetworkELB"
	metricsOfDatabases = "AWS/RDS"
	metricsOfCaches    = "AWS/ElastiCache"
)

// subject is a component as CloudWatch knows it. An alarm watches it whose metric has the
// namespace, the exact dimensions, the region and the account: CloudWatch joins nothing.
type subject struct {
	*model.Resource
	namespaces []string
	namings    []naming
	// bursts: it may use more than all of what it has.
	bursts model.Value[bool]
	// parts are dimensions that single out one of several that it consists of, each with all that there are.
	parts map[string]model.List[string]
	// members are the ids of parts that are resources of their own.
	members []string
}

// naming is a set of dimensions that together name a component.
type naming struct {
	dimensions []namingDimension
	// beside are dimensions that may stand there too, and name a part of it.
	beside []string
	// words are the values of those of them for which AWS has words of its own; there is no metric of another.
	words map[string][]string
}

// namingDimension is one of them: the id of the resource that it names, and the name itself.
type namingDimension struct {
	name      string
	id, value model.Value[string]
	// whole turns the name of one of its nodes into its own, and any other into what is not its name.
	whole func(node string) model.Value[string]
}

// about reports whether an alarm or policy that looks at a metric looks at the component.
func (s *subject) about(looks *model.Resource, m *model.Metric) model.Value[bool] {
	return model.Every(s.inNamespace(m), s.named(m), here(looks, m, s.Resource), emitted(m))
}

func (s *subject) inNamespace(m *model.Metric) model.Value[bool] {
	var any []model.Value[bool]
	for _, namespace := range s.namespaces {
		any = append(any, model.Is(m.Namespace, namespace))
	}
	return model.Some(any...)
}

// named reports whether the dimensions are exactly those of the component.
func (s *subject) named(m *model.Metric) model.Value[bool] {
	var any []model.Value[bool]
	for _, n := range s.namings {
		any = append(any, n.names(m.Dimensions))
	}
	return model.Some(any...)
}

func (n naming) names(dimensions model.List[model.Dimension]) model.Value[bool] {
	var all []model.Value[bool]
	met := map[string]bool{}
	for _, d := range dimensions.Items() {
		name, known := d.Name.Get()
		if !known {
			all = append(all, model.Unknown[bool](d.Name.Why()))
			continue
		}
		i := slices.IndexFunc(n.dimensions, func(mine namingDimension) bool { return mine.name == name })
		if i >= 0 {
			met[name] = true
			all = append(all, n.dimensions[i].same(d))
		} else if !slices.Contains(n.beside, name) {
			return model.Known(false)
		} else if words := n.words[name]; len(words) > 0 {
			said := func(text string) bool { return slices.Contains(words, text) }
			all = append(all, model.Map(d.Value, said))
		}
	}
	for _, mine := range n.dimensions {
		if met[mine.name] {
			continue
		}
		if dimensions.IsWhole() {
			return model.Known(false)
		}
		all = append(all, model.Unknown[bool](dimensions.Why()))
	}
	if !dimensions.IsWhole() {
		all = append(all, model.Unknown[bool](dimensions.Why()))
	}
	return model.Every(all...)
}

// same reports whether a dimension means the resource, by reference or else by its name.
func (n namingDimension) same(d model.Dimension) model.Value[bool] {
	if resource := d.Resource.Or(""); resource != "" && n.id.IsKnown() {
		return model.Known(resource == n.id.Or(""))
	}
	value := d.Value
	if text, known := value.Get(); known && n.whole != nil {
		value = n.whole(text)
	}
	return model.Equal(value, n.value)
}

// here reports whether the metrics that somebody looks at are those of the region and account in
// which a component stands. Names are no reference across either.
func here(looks *model.Resource, m *model.Metric, component *model.Resource) model.Value[bool] {
	owner := m.Owner
	if owner.Or("?") == "" {
		owner = looks.Account
	}
	return model.Every(model.Equal(looks.Region, component.Region), model.Equal(owner, component.Account))
}

// percents are the ends of the names of metrics that AWS counts in percent.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
func percents() []string { return []string{"Utilization", "Percentage", "Reservation"} }

// emitted reports whether AWS has data of a metric in the unit asked for: each comes in one unit alone, so that an
// alarm on another one sees nothing for ever.
func emitted(m *model.Metric) model.Value[bool] {
	name, known := m.MetricName.Get()
	if !known {
		return anyUnit(m, model.Unknown[bool](m.MetricName.Why()))
	}
	if unit := unitOf(name); unit != "" {
		return anyUnit(m, model.Is(m.Unit, unit))
	}
	return model.Known(true)
}

// unitOf is the unit of a metric in the namespaces of components, empty for one that is not listed here.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
func unitOf(name string) string {
	switch {
	case ends(name, percents()...), name == "PercentIOLimit":
		return "Percent"
	case ends(name, "Errors", "Throttles", "HostCount", "DatabaseConnections"),
		strings.HasPrefix(name, "HTTPCode_"),
		strings.HasPrefix(name, "StatusCheckFailed"):
		return "Count"
	case name == "ApproximateAgeOfOldestMessage", name == "TargetResponseTime":
		return "Seconds"
	case name == "FreeableMemory", strings.HasPrefix(name, "FreeStorageSpace"), name == "FreeLocalStorage":
		return "Bytes"
	}
	return ""
}

func anyUnit(m *model.Metric, otherwise model.Value[bool]) model.Value[bool] {
	return model.Some(model.Is(m.Unit, ""), otherwise)
}

// serviceSubject is an ECS service. Container Insights counts parts of a service too.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
func serviceSubject(s *model.Service) *subject {
	own := []namingDimension{
		{name: "ClusterName", id: s.Cluster, value: s.ClusterName},
		{name: "ServiceName", id: model.Known(s.ID), value: s.Name},
	}
	return &subject{
		Resource:   &s.Resource,
		namespaces: []string{metricsOfServices, containerInsights},
		bursts:     model.Not(model.Is(runsOn(s), "FARGATE")),
		parts:      map[string]model.List[string]{"TaskId": model.Whole[string]()},
		namings: []naming{
			{
				dimensions: own,
				beside: []string{
					"DiscoveryName",
					"TargetDiscoveryName",
					"TargetGroup",
					"TaskDefinitionFamily",
					"TaskId",
					"ContainerName",
				},
			},
		},
	}
}

// utilisation is the subject of a service's utilisation, which has no other dimensions.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
func utilisation(s *model.Service) *subject {
	all := serviceSubject(s)
	all.namespaces = []string{metricsOfServices}
	all.namings[0].beside = nil
	return all
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
func (w *watches) balancerSubject(lb *model.LoadBalancer) *subject {
	return &subject{
		Resource:   &lb.Resource,
		bursts:     model.Known(false),
		namespaces: []string{namespaceOf(lb)},
		parts:      map[string]model.List[string]{"AvailabilityZone": w.Zones(lb.Subnets)},
		namings: []naming{
			{
				dimensions: []namingDimension{{name: "LoadBalancer", id: model.Known(lb.ID), value: lb.ARNSuffix}},
				beside:     []string{"TargetGroup", "AvailabilityZone"},
			},
		},
	}
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
func namespaceOf(lb *model.LoadBalancer) string {
	if lb.LoadBalancerType.Or("") == "network" {
		return metricsOfNLBs
	}
	return metricsOfBalancers
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/dimensions.html
func databaseSubject(d *model.Database) *subject {
	instance := naming{
		dimensions: []namingDimension{{name: "DBInstanceIdentifier", id: model.Known(d.ID), value: d.Identifier}},
	}
	cluster := naming{
		dimensions: []namingDimension{{name: "DBClusterIdentifier", id: model.Known(d.ID), value: d.Identifier}},
		beside:     []string{"Role", "EngineName"},
		words:      map[string][]string{"Role": {"WRITER", "READER"}},
	}
	s := &subject{
		Resource:   &d.Resource,
		bursts:     model.Known(false),
		namespaces: []string{metricsOfDatabases},
		namings:    []naming{instance, cluster},
	}
	switch d.Kind.Or("") {
	case "instance":
		s.namings = []naming{instance}
	case "cluster":
		s.namings = []naming{cluster}
		for _, member := range d.Members.Items() {
			s.namings = append(s.namings, naming{dimensions: []namingDimension{
				{name: "DBInstanceIdentifier", id: model.Known(member), value: model.Known(member)},
			}})
		}
		s.members, s.parts = d.Members.Items(), map[string]model.List[string]{"DBInstanceIdentifier": d.Members}
	}
	return s
}

// shown is a metric for people, as in "the Sum of AWS/ECS CPUUtilization by ClusterName=shop".
func shown(m *model.Metric) string {
	var by []string
	for _, d := range m.Dimensions.Items() {
		by = append(by, d.Name.Or("?")+"="+d.Value.Or(d.Resource.Or("?")))
	}
	slices.Sort(by)
	text := fmt.Sprintf(
		"the %s of %s %s by %s",
		m.Statistic.Or("?"),
		m.Namespace.Or("?"),
		m.MetricName.Or("?"),
		strings.Join(by, ", "),
	)
	if unit := m.Unit.Or(""); unit != "" {
		text += " in " + unit
	}
	return text
}
