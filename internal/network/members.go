package network

import "github.com/archcheck/archcheck/internal/model"

// member is a node behind a target group, with the port on which it is registered.
type member struct {
	node *Node
	port model.Value[int]
}

// findMembers are the nodes behind each target group: services and instances that register themselves, and what is
// registered by itself.
func (r *Reach) findMembers(m *model.Architecture) {
	ports := map[string]model.Value[int]{}
	for i := range m.TargetGroups {
		g := &m.TargetGroups[i]
		ports[g.ID] = g.Port
		for j, id := range g.Members.Items() {
			r.join(g.ID, id, memberPort(g, j))
		}
	}
	for i := range m.Services {
		s := &m.Services[i]
		for _, t := range s.Targets.Items() {
			for _, id := range model.Candidates(t.TargetGroup) {
				r.join(id, s.ID, t.ContainerPort)
			}
		}
	}
	for i := range m.InstanceGroups {
		g := &m.InstanceGroups[i]
		for _, id := range g.TargetGroups.Items() {
			r.join(id, g.ID, ports[id])
		}
	}
}

// join puts a node behind a target group, if there is one of that id.
func (r *Reach) join(group, id string, port model.Value[int]) {
	if node := r.byID[id]; node != nil {
		r.members[group] = append(r.members[group], member{node, port})
	}
}

// memberPort is the port of one of a group's members: its own, or that of the group.
func memberPort(g *model.TargetGroup, i int) model.Value[int] {
	if len(g.MemberPorts.Items()) != len(g.Members.Items()) {
		return model.Unknown[int](g.MemberPorts.Why())
	}
	if own := g.MemberPorts.Items()[i]; own != 0 {
		return model.Known(own)
	}
	return g.Port
}
