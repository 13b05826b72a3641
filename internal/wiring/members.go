package wiring

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
)

// stack fills a stack from its components.
func (f *finder) stack(members []string) Stack {
	var s Stack
	a := f.Model
	for _, name := range kind.Names() {
		s.Things = append(s.Things, Things{name, gapped(a, model.Whole[string](), kind.CollectionOf(name))})
	}
	vpcs := map[string]bool{}
	for _, id := range f.withoutSurplus(members) {
		if vpc := f.vpcOf[id]; vpc != "" {
			vpcs[vpc] = true
		}
		f.addMember(&s, id)
	}
	s.VPCs = gapped(a, model.Whole(slices.Sorted(maps.Keys(vpcs))...), "vpcs")
	f.identify(&s, members)
	f.addGateways(&s, vpcs)
	f.othersElsewhere(&s, vpcs)
	f.partsElsewhere(&s)
	f.balancersElsewhere(&s)
	f.addReferences(&s)
	return s
}

// identify names a stack after its VPC, else after its first component.
func (f *finder) identify(s *Stack, members []string) {
	if vpcs := s.VPCs.Items(); len(vpcs) > 0 {
		if v := f.VPCs[vpcs[0]]; v != nil {
			s.Resource = v.Resource
			return
		}
		s.Resource = model.Resource{
			ID:     vpcs[0],
			Type:   "aws_vpc",
			Name:   model.Known(vpcs[0]),
			Source: model.Origin{ARN: vpcs[0]},
		}
		return
	}
	if len(members) > 0 {
		s.Resource = model.Resource{
			ID:   "stack of " + members[0],
			Type: "architecture",
			Name: model.Known("stack of " + members[0]),
		}
	}
}

// addMember adds a thing to the list of its kind; a load balancer of unknown type leaves it open.
func (f *finder) addMember(s *Stack, id string) {
	list := s.Of(f.KindOf(id))
	if lb := f.LoadBalancers[id]; lb != nil && !lb.LoadBalancerType.IsKnown() {
		*list = list.Broken(lb.LoadBalancerType.Why())
		return
	}
	*list = list.With(id)
}

// addGateways adds the NAT and internet gateways of the stack's VPCs.
func (f *finder) addGateways(s *Stack, vpcs map[string]bool) {
	s.NATGateways = gapped(f.Model, model.Whole[string](), "nat_gateways")
	s.NATZones = gapped(f.Model, model.Whole[string](), "nat_gateways", "subnets")
	s.InternetGateways = gapped(f.Model, model.Whole[string](), "internet_gateways")
	for _, vpc := range slices.Sorted(maps.Keys(vpcs)) {
		if why := f.managedElsewhere(vpc); why != nil {
			s.NATGateways, s.NATZones = s.NATGateways.Broken(*why), s.NATZones.Broken(*why)
			s.InternetGateways = s.InternetGateways.Broken(*why)
		}
	}
	for _, vpc := range append(slices.Sorted(maps.Keys(vpcs)), "") {
		for _, n := range f.nats[vpc] {
			f.addNAT(s, n, vpc)
		}
		for _, g := range f.internetGateways[vpc] {
			if vpc == "" {
				s.InternetGateways = s.InternetGateways.Broken(g.VPC.Why())
				continue
			}
			s.InternetGateways = s.InternetGateways.With(g.ID)
		}
	}
}

// managedElsewhere says that the source does not manage a VPC: then what it shows of its gateways
// is not all there is.
func (f *finder) managedElsewhere(vpc string) *model.Why {
	if v := f.VPCs[vpc]; f.Model.Source.Account != "" || v != nil && !v.Source.Data {
		return nil
	}
	return &model.Why{
		Reason: model.NotManaged,
		Detail: "another state manages the VPC " + vpc + ", and may have more in it",
	}
}

// placeGateways finds the VPC of each gateway. A NAT gateway whose subnet is not decided
// is in a VPC when all its candidates are.
func (f *finder) placeGateways() {
	f.nats, f.internetGateways = map[string][]*model.NATGateway{}, map[string][]*model.InternetGateway{}
	for i := range f.Model.NATGateways {
		n := &f.Model.NATGateways[i]
		vpcs := map[string]bool{}
		for _, id := range model.Candidates(n.Subnet) {
			if subnet := f.Subnets[id]; subnet != nil {
				vpcs[subnet.VPC.Or("")] = true
			} else if f.Model.GapFor("subnets") == nil {
				vpcs["elsewhere"] = true
			}
		}
		vpc := ""
		if len(vpcs) == 1 {
			vpc = slices.Sorted(maps.Keys(vpcs))[0]
		}
		f.nats[vpc] = append(f.nats[vpc], n)
	}
	for i := range f.Model.InternetGateways {
		g := &f.Model.InternetGateways[i]
		vpc, ok := g.VPC.Get()
		if ok && vpc == "" {
			vpc = "detached"
		}
		f.internetGateways[vpc] = append(f.internetGateways[vpc], g)
	}
}

// addNAT adds a gateway to its stack; one whose subnet is not decided leaves its zone open.
func (f *finder) addNAT(s *Stack, n *model.NATGateway, vpc string) {
	if vpc == "" {
		why := n.Subnet.Why()
		if gap := f.Model.GapFor("subnets"); gap != nil {
			why = gap.Why()
		}
		s.NATGateways, s.NATZones = s.NATGateways.Broken(why), s.NATZones.Broken(why)
		return
	}
	s.NATGateways = s.NATGateways.With(n.ID)
	s.NATZones = model.Union(s.NATZones, f.Zones(sureList(n.Subnet)))
}

// sureList is a list of one known reference.
func sureList(v model.Value[string]) model.List[string] {
	if id, ok := v.Get(); ok {
		return model.Whole(id)
	}
	return model.Part[string](v.Why())
}

// Zones returns the availability zones of subnets, in order; not whole if a zone is not known.
func (ix *Index) Zones(subnets model.List[string]) model.List[string] {
	zones := map[string]bool{}
	out := model.Whole[string]()
	for _, id := range subnets.Items() {
		subnet := ix.Subnets[id]
		if subnet == nil {
			out = out.Broken(model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"})
			continue
		}
		if zone, ok := subnet.AvailabilityZone.Get(); ok {
			zones[zone] = true
		} else {
			out = out.Broken(subnet.AvailabilityZone.Why())
		}
	}
	if !subnets.IsWhole() {
		out = out.Broken(subnets.Why())
	}
	return out.With(slices.Sorted(maps.Keys(zones))...)
}

// isForeignRepository recognizes a repository of ECR that the source does not hold, such as
// that of another account: by its ARN, or by the URL that a plan has for it.
func isForeignRepository(ref string) bool {
	return strings.HasPrefix(ref, "arn:") && strings.Contains(ref, ":ecr:") || strings.Contains(ref, ".dkr.ecr.")
}

// images are the repositories that the containers name.
func images(t *model.TaskDefinition) []string {
	var all []string
	for _, c := range t.Containers.Items() {
		all = append(all, c.Repository.Or(""))
	}
	return all
}

// whyUnread is why nothing is known of the task definition that a reference names.
func (f *finder) whyUnread(ref model.Value[string]) model.Why {
	if id, known := ref.Get(); known {
		return f.unread("task_definitions", id)
	}
	return ref.Why()
}

// runAs are the references to all task definitions of which tasks of a stack's services run.
func (f *finder) runAs(s *Stack) []model.Value[string] {
	var all []model.Value[string]
	for _, id := range s.Of("service").Items() {
		service := f.Services[id]
		all = append(all, service.TaskDefinition)
		for _, other := range service.AlsoRuns.Items() {
			all = append(all, model.Known(other))
		}
		if !service.AlsoRuns.IsWhole() {
			all = append(all, model.Unknown[string](service.AlsoRuns.Why()))
		}
	}
	return all
}

// addReferences adds the repositories and secrets that the tasks refer to.
func (f *finder) addReferences(s *Stack) {
	s.Repositories = gapped(f.Model, model.Whole[string](), "repositories", "task_definitions", "services")
	s.Secrets = gapped(f.Model, model.Whole[string](), "secrets", "task_definitions", "services")
	for _, ref := range f.runAs(s) {
		t := f.TaskDefinitions[ref.Or("")]
		if t == nil {
			why := f.whyUnread(ref)
			s.Repositories, s.Secrets = s.Repositories.Broken(why), s.Secrets.Broken(why)
			continue
		}
		for _, ref := range slices.Concat(t.Refers.Items(), images(t)) {
			if f.Repositories[ref] != nil || isForeignRepository(ref) {
				s.Repositories = model.Union(s.Repositories, model.Whole(ref))
			}
			if f.Secrets[ref] != nil {
				s.Secrets = model.Union(s.Secrets, model.Whole(ref))
			}
		}
		if !t.Refers.IsWhole() {
			s.Repositories, s.Secrets = s.Repositories.Broken(t.Refers.Why()), s.Secrets.Broken(t.Refers.Why())
		}
		if !t.Containers.IsWhole() { // what they name in plain is no reference
			s.Repositories, s.Secrets = s.Repositories.Broken(t.Containers.Why()), s.Secrets.Broken(t.Containers.Why())
		}
	}
}
