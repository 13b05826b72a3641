package network

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/topology"
	"github.com/archcheck/archcheck/internal/wiring"
)

// build reads a topology in the words of package topology.
func build(t *testing.T, text string) *model.Architecture {
	t.Helper()
	return topology.Build(t, text)
}

const classic = topology.Classic

// openDatabase is the classic with everything open around the database but one thing.
const openDatabase = `
vpc v 10.0.0.0/16
subnet pub v 10.0.0.0/24 table=t-pub
table t-pub v
igw igw v
acl acl v default
in acl 100 allow all * 0.0.0.0/0
out acl 100 allow all * 0.0.0.0/0
group sg-db v
ingress sg-db tcp 5432 0.0.0.0/0
`

const (
	yes     = "yes"
	no      = "no"
	unknown = "unknown"
)

type question struct {
	name, base, more string
	from, to, ports  string
	want             string
	// says is part of the path or of what stops it.
	says string
}

func topologies() []question {
	c, o := classic, openDatabase
	return []question{
		{"the internet reaches the load balancer", c, "", "internet", "lb", "443", yes, "t-pub: 0.0.0.0/0 -> igw, group sg-lb"},
		{"on no other port", c, "", "internet", "lb", "80", no, "security groups of lb (sg-lb) let nothing in from internet"},
		{"over a load balancer of another state", strings.Replace(strings.Replace(c, "listener l lb 443 tg\n", "", 1), "lb lb pub", "data lb lb pub", 1), "", "internet", "app", "3000", unknown, ""},
		{"nor by another protocol", c, "", "internet", "lb", "udp 443", no, "let nothing in"},
		{"the service over the load balancer", c, "", "internet", "app", "3000", yes, "l forwards 443 to target group tg"},
		{"the service on another port", c, "", "internet", "app", "22", no, "no public address"},
		{"the database from the internet", c, "", "internet", "db", "5432", no, "db has no public address"},
		{"load balancer to service", c, "", "lb", "app", "3000", yes, "10.0.0.0/16 -> local"},
		{"service to load balancer by its private address", c, "", "app", "lb", "443", yes, "group sg-app by rule of sg-app"},
		{"service to database", c, "", "app", "db", "5432", yes, "group sg-db by rule of sg-db"},
		{"service to another port of the database", c, "", "app", "db", "22", no, "let nothing out to db"},
		{"load balancer to database", c, "", "lb", "db", "5432", no, "security groups of lb (sg-lb) let nothing out to db"},
		{"database to service", c, "", "db", "app", "3000", no, "security groups of db (sg-db) let nothing out to app"},
		{"service to the internet through NAT", c, "", "app", "internet", "443", yes, "t-priv: 0.0.0.0/0 -> nat"},
		{"service to another port of the internet", c, "", "app", "internet", "25", no, "let nothing out"},
		{"database to the internet", c, "", "db", "internet", "443", no, "let nothing out to internet"},
		{"database with open egress, isolated", c, "egress sg-db all * 0.0.0.0/0", "db", "internet", "443", no, "no internet gateway"},
		{"NAT lets nothing in", c, "service web priv sg-open public\ngroup sg-open v\ningress sg-open all * 0.0.0.0/0", "internet", "web", "80", no, "t-priv: 0.0.0.0/0 -> nat"},

		{"public database in a public subnet", o, "db db pub sg-db public", "internet", "db", "5432", yes, "igw"},
		{"not public", o, "db db pub sg-db", "internet", "db", "5432", no, "no public address"},
		{"group on another port", o, "db db pub sg-db public", "internet", "db", "3306", no, "let nothing in"},
		{"private subnet", o, "table t-x v\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", no, "no internet gateway"},
		{"main table of its own VPC", o, "table t-main v main\nsubnet x v 10.0.9.0/24\ndb db x sg-db public", "internet", "db", "5432", no, "t-main has no route to it"},
		{"main table with a way out", o, "table t-main v main\nroute t-main 0.0.0.0/0 igw:igw\nsubnet x v 10.0.9.0/24\ndb db x sg-db public", "internet", "db", "5432", yes, "t-main"},
		{"main table of another VPC", o, "vpc w 10.9.0.0/16\ntable t-w w main\nroute t-w 0.0.0.0/0 igw:igw\ntable t-main v main\nsubnet x v 10.0.9.0/24\ndb db x sg-db public", "internet", "db", "5432", no, "t-main"},
		{"neither table read", o, "subnet x v 10.0.9.0/24\ndb db x sg-db public", "internet", "db", "5432", unknown, ""},
		{"split default route", o, "table t-x v\nroute t-x 0.0.0.0/1 igw:igw\nroute t-x 128.0.0.0/1 igw:igw\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", yes, "0.0.0.0/1"},
		{"half a default route still lets half the internet in", o, "table t-x v\nroute t-x 128.0.0.0/1 igw:igw\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", yes, "128.0.0.0/1"},
		{"one address of the internet", o, "table t-x v\nroute t-x 8.8.8.8/32 igw:igw\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", yes, "8.8.8.8/32"},
		{"a route for private addresses is no way in", o, "table t-x v\nroute t-x 192.168.0.0/16 igw:igw\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", no, "no internet gateway"},
		{"blackhole of half, gateway for the rest", o, "table t-x v\nroute t-x 0.0.0.0/0 igw:igw\nroute t-x 0.0.0.0/1 hole:-\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", yes, "igw"},
		{"blackholes of both halves", o, "table t-x v\nroute t-x 0.0.0.0/0 igw:igw\nroute t-x 0.0.0.0/1 hole:-\nroute t-x 128.0.0.0/1 hole:-\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", no, "blackhole"},
		{"NAT for more specific, gateway for default", o, "nat n pub\ntable t-x v\nroute t-x 0.0.0.0/0 igw:igw\nroute t-x 0.0.0.0/1 nat:n\nroute t-x 128.0.0.0/1 nat:n\nsubnet x v 10.0.9.0/24 table=t-x\ndb db x sg-db public", "internet", "db", "5432", no, "t-x: 0.0.0.0/1 -> n"},
		{"detached gateway", strings.Replace(o, "igw igw v", "igw igw -", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, "no internet gateway"},
		{"another VPC's gateway", strings.Replace(o, "igw igw v", "igw igw w", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, "no internet gateway"},
		{"gateway attached after apply", strings.Replace(o, "igw igw v", "igw igw ?", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", unknown, ""},
		{"group by half the internet", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 0.0.0.0/1", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", yes, ""},
		{"group for a company's addresses", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 203.0.113.0/24", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", yes, "sg-db"},
		{"group for private addresses only", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 10.0.0.0/8", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, "let nothing in"},
		{"group for nobody's address", strings.Replace(o, "tcp 5432 0.0.0.0/0", "all * 255.255.255.255/32", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, "let nothing in"},
		{"group by a range of ports", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5000-6000 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", yes, ""},
		{"group by every protocol", strings.Replace(o, "tcp 5432 0.0.0.0/0", "all * 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", yes, ""},
		{"group by protocol number", strings.Replace(o, "tcp 5432 0.0.0.0/0", "6 5432 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", yes, ""},
		{"ping only", strings.Replace(o, "tcp 5432 0.0.0.0/0", "icmp 8--1 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, ""},
		{"ping is answered", strings.Replace(o, "tcp 5432 0.0.0.0/0", "icmp 8--1 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "icmp *", yes, "icmp 8"},
		{"another protocol by number", strings.Replace(o, "tcp 5432 0.0.0.0/0", "50 * 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "50 *", yes, "protocol 50"},
		{"group by a prefix list", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 pl-1", 1), "list pl-1 203.0.113.0/24\nroute t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", yes, ""},
		{"a prefix list of private addresses", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 pl-1", 1), "list pl-1 10.1.0.0/16,10.2.0.0/16\nroute t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, ""},
		{"a prefix list that was not read", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 pl-1", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", unknown, ""},
		{"an unread list changes nothing elsewhere", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 pl-1", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "22", no, ""},
		{"an unknown port", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp ? 0.0.0.0/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", unknown, ""},
		{"an unknown port behind no route", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp ? 0.0.0.0/0", 1), "db db pub sg-db", "internet", "db", "5432", no, "no public address"},
		{"two groups, one of them open", o, "group sg-shut v\nroute t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-shut,sg-db public", "internet", "db", "5432", yes, "sg-db"},
		{"groups that are not all known", o, "group sg-shut v\nroute t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-shut,? public", "internet", "db", "5432", unknown, ""},
		{"a group that was not read", o, "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-gone public", "internet", "db", "5432", unknown, ""},
		{"an unread group beside an open one", o, "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-gone,sg-db public", "internet", "db", "5432", yes, ""},
		{"subnets that are not known", o, "route t-pub 0.0.0.0/0 igw:igw\ndb db ? sg-db public", "internet", "db", "5432", unknown, ""},
		{"whether it is public is not known", o, "route t-pub 0.0.0.0/0 igw:igw\nservice web pub sg-db ?", "internet", "web", "5432", unknown, ""},
		{"and cannot change it", o, "table t-x v\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-db ?", "internet", "web", "5432", no, ""},
		{"IPv6 in the group alone", strings.Replace(o, "tcp 5432 0.0.0.0/0", "tcp 5432 ::/0", 1), "route t-pub 0.0.0.0/0 igw:igw\ndb db pub sg-db public", "internet", "db", "5432", no, "let nothing in"},
		{"IPv6 all the way may be there", strings.Replace(o, "vpc v 10.0.0.0/16", "vpc v 10.0.0.0/16 2600:1::/56", 1), "in acl 101 allow all * ::/0\nout acl 101 allow all * ::/0\ningress sg-db tcp 5432 ::/0\ntable t-x v\nroute t-x ::/0 igw:igw\nsubnet x v 10.0.9.0/24 table=t-x v6=2600:1::/64\ndb db x sg-db", "internet", "db", "5432", unknown, ""},
		{"IPv6 by an egress-only gateway lets nothing in", strings.Replace(o, "vpc v 10.0.0.0/16", "vpc v 10.0.0.0/16 2600:1::/56", 1), "in acl 101 allow all * ::/0\nout acl 101 allow all * ::/0\ningress sg-db tcp 5432 ::/0\ntable t-x v\nroute t-x ::/0 eigw:e\nsubnet x v 10.0.9.0/24 table=t-x v6=2600:1::/64\ndb db x sg-db", "internet", "db", "5432", no, ""},

		{"ACL denies the port", c, "in acl 50 deny tcp 443 0.0.0.0/0", "internet", "lb", "443", no, "network ACL acl denies internet -> lb on the way in"},
		{"ACL denies too late", c, "in acl 150 deny tcp 443 0.0.0.0/0", "internet", "lb", "443", yes, ""},
		{"ACL denies half the internet", c, "in acl 50 deny tcp 443 0.0.0.0/1", "internet", "lb", "443", yes, ""},
		{"ACL denies the answers", c, "out acl 50 deny tcp 1024-65535 0.0.0.0/0", "internet", "lb", "443", no, "denies the answers lb -> internet on the way out"},
		{"ACL lets some answers out", c, "out acl 50 deny tcp 32768-65535 0.0.0.0/0", "internet", "lb", "443", yes, ""},
		{"two ACLs that agree on no port for answers", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow tcp 1024-2000 0.0.0.0/0\nacl acl-priv v priv\nin acl-priv 100 allow tcp 3000-4000 0.0.0.0/0\nout acl-priv 100 allow all * 0.0.0.0/0", "app", "db", "5432", no, "answers"},
		{"two ACLs that agree on one", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow tcp 1024-40000 0.0.0.0/0\nacl acl-priv v priv\nin acl-priv 100 allow tcp 40000-50000 0.0.0.0/0\nout acl-priv 100 allow all * 0.0.0.0/0", "app", "db", "5432", yes, "answered on 40000 only, not on all of 32768-60999, the ports of Linux clients"},
		{"answers on ports that no task has", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow tcp 1024-32000 0.0.0.0/0", "app", "db", "5432", no, "acl-iso denies the answers"},
		{"answers on all ports of tasks", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow tcp 32768-60999 0.0.0.0/0", "app", "db", "5432", yes, "group sg-db by rule of sg-db]"},
		{"answers to half of what a NAT gateway uses", c, "acl acl-pub v pub\nin acl-pub 100 allow all * 10.0.0.0/16\nin acl-pub 101 allow tcp 32768-65535 0.0.0.0/0\nout acl-pub 100 allow all * 0.0.0.0/0", "app", "internet", "443", yes, "answered on 32768-65535 only, not on all of 1024-65535, the ports of NAT gateways"},
		{"an unknown entry that can only deny", c, "acl acl-iso v iso\nin acl-iso 100 deny tcp ? 10.0.9.0/24\nout acl-iso 100 allow all * 0.0.0.0/0", "app", "db", "5432", no, "acl-iso denies"},
		{"an unknown entry for another protocol", c, "acl acl-iso v iso\nin acl-iso 90 deny udp ? 0.0.0.0/0\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow all * 0.0.0.0/0", "app", "db", "5432", yes, ""},
		{"an ACL without entries", c, "acl acl-iso v iso", "app", "db", "5432", no, "acl-iso denies app -> db on the way in"},
		{"an ACL for the application's subnet only", c, "acl acl-iso v iso\nin acl-iso 100 allow tcp 5432 10.0.1.0/24\nout acl-iso 100 allow tcp 1024-65535 10.0.1.0/24", "app", "db", "5432", yes, ""},
		{"an ACL for another subnet", c, "acl acl-iso v iso\nin acl-iso 100 allow tcp 5432 10.0.7.0/24\nout acl-iso 100 allow tcp 1024-65535 10.0.0.0/16", "app", "db", "5432", no, "acl-iso"},
		{"an ACL inside one subnet", c, "acl acl-iso v iso\ncache k iso sg-k\ngroup sg-k v\ningress sg-k tcp 6379 sg-db\negress sg-db tcp 6379 sg-k", "db", "k", "6379", yes, ""},
		{"an ACL entry that is not known", c, "acl acl-iso v iso\nin acl-iso 100 allow tcp 5432 ?\nout acl-iso 100 allow all * 0.0.0.0/0", "app", "db", "5432", unknown, ""},
		{"an unknown ACL entry behind one that decides", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nin acl-iso 110 deny tcp ? 0.0.0.0/0\nout acl-iso 100 allow all * 0.0.0.0/0", "app", "db", "5432", yes, ""},
		{"two ACLs on one subnet of which one lets nothing in", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow all * 0.0.0.0/0\nacl acl-two v iso", "app", "db", "5432", unknown, ""},
		{"two ACLs on one subnet of which the first lets nothing in", c, "acl acl-two v iso\nacl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow all * 0.0.0.0/0", "app", "db", "5432", unknown, ""},
		{"two ACLs on one subnet that both let in", c, "acl acl-iso v iso\nin acl-iso 100 allow all * 0.0.0.0/0\nout acl-iso 100 allow all * 0.0.0.0/0\nacl acl-two v iso\nin acl-two 100 allow tcp 5000-6000 10.0.0.0/16\nout acl-two 100 allow tcp 1024-65535 10.0.0.0/16", "app", "db", "5432", yes, "5432"},
		{"two ACLs on one subnet that both let nothing in", c, "acl acl-iso v iso\nacl acl-two v iso\nin acl-two 100 allow tcp 22 10.0.0.0/16", "app", "db", "5432", no, "acl-iso or acl-two"},
		{"an ACL that may be the subnet's", c, "acl acl-two v ?", "app", "db", "5432", unknown, ""},
		{"ACLs that were not read", c + "\ngap network_acls", "", "app", "db", "5432", unknown, ""},
		{"unread ACLs cannot open a group", c + "\ngap network_acls", "", "app", "db", "22", no, "let nothing out"},

		{"a public service goes out by itself", c, "service web pub sg-app public", "web", "internet", "443", yes, "igw"},
		{"a service without address in a public subnet", c, "service web pub sg-app", "web", "internet", "443", no, "no internet gateway"},
		{"a private NAT gateway", c, "nat nat2 pub private\ntable t-x v\nroute t-x 0.0.0.0/0 nat:nat2\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-app", "web", "internet", "443", no, "not known to be public"},
		{"a NAT gateway in a private subnet", c, "nat nat2 priv\ntable t-x v\nroute t-x 0.0.0.0/0 nat:nat2\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-app", "web", "internet", "443", no, "t-priv"},
		{"a NAT gateway behind an ACL", c, "acl acl-pub v pub\nin acl-pub 100 allow all * 10.0.0.0/16\nout acl-pub 100 allow all * 0.0.0.0/0", "app", "internet", "443", no, "acl-pub denies the answers"},
		{"a NAT gateway that was not read", c, "table t-x v\nroute t-x 0.0.0.0/0 nat:gone\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-app", "web", "internet", "443", unknown, ""},
		{"out by a transit gateway is not the internet", c, "table t-x v\nroute t-x 0.0.0.0/0 tgw:t\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-app", "web", "internet", "443", no, "t-x: 0.0.0.0/0 -> t"},
		{"out through an instance", c, "table t-x v\nroute t-x 0.0.0.0/0 eni:eni\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-app", "web", "internet", "443", no, "eni"},
		{"a target that is not known", c, "table t-x v\nroute t-x 0.0.0.0/0 ?:?\nsubnet x v 10.0.9.0/24 table=t-x\nservice web x sg-app", "web", "internet", "443", unknown, ""},
		{"a destination that is not known", c, "route t-priv ? nat:nat", "app", "internet", "443", unknown, ""},
		{"routes not read whole", c, "route t-priv ...", "app", "internet", "443", unknown, ""},
		{"an unknown route cannot open a group", c, "route t-priv ...", "app", "internet", "25", no, ""},

		{"a group for itself", c, "ingress sg-db tcp 5432 sg-db\negress sg-db tcp 5432 sg-db\ndb other iso sg-db", "db", "other", "5432", yes, ""},
		{"a group for itself opens to nobody else", c, "ingress sg-db all * sg-db", "lb", "db", "5432", no, ""},
		{"egress alone", c, "egress sg-lb tcp 5432 sg-db", "lb", "db", "5432", no, "security groups of db (sg-db) let nothing in from lb"},
		{"ingress alone", c, "ingress sg-db tcp 5432 sg-lb", "lb", "db", "5432", no, "let nothing out"},
		{"both by addresses", c, "egress sg-lb tcp 5432 10.0.2.0/24\ningress sg-db tcp 5432 10.0.0.0/24", "lb", "db", "5432", yes, ""},
		{"by addresses of another subnet", c, "egress sg-lb tcp 5432 10.0.2.0/24\ningress sg-db tcp 5432 10.0.7.0/24", "lb", "db", "5432", no, ""},
		{"an interface endpoint", c, "endpoint e priv sg-e\ngroup sg-e v\ningress sg-e tcp 443 10.0.0.0/16", "app", "e", "443", yes, ""},

		{"a network load balancer without groups", c, "lb n pub - public nlb", "internet", "n", "1883", yes, ""},
		{"a listener that forwards elsewhere", c, "service other priv sg-app\nlistener l2 lb 8443 tg2\nbehind other tg2 3000", "internet", "other", "3000", no, ""},
		{"a listener on a port the group shuts", strings.Replace(c, "listener l lb 443 tg", "listener l lb 8443 tg", 1), "", "internet", "app", "3000", no, ""},
		{"a listener whose target group is not known", strings.Replace(c, "listener l lb 443 tg", "listener l lb 443 ?", 1), "", "internet", "app", "3000", unknown, ""},
		{"a rule for every request to another target group", c, "rule l 1 all tg-other", "internet", "app", "3000", no, ""},
		{"a rule for some requests to another target group", c, "rule l 1 some tg-other", "internet", "app", "3000", yes, ""},
		{"a rule for every request that stops it", c, "rule l 7 all -", "internet", "app", "3000", no, ""},
		{"a rule before the one for every request", c, "rule l 7 all -\nrule l 6 some tg", "internet", "app", "3000", yes, ""},
		{"a rule that may be before the one for every request", c, "rule l 7 all -\nrule l ? some tg", "internet", "app", "3000", unknown, ""},
		{"a target group of weight 0", c, "rule l 1 all tg,tg-other idle=tg", "internet", "app", "3000", no, ""},
		{"a target group whose weight is not known", c, "rule l 1 all tg,tg-other idle=?", "internet", "app", "3000", unknown, ""},
		{"an internal load balancer", strings.Replace(c, "lb lb pub sg-lb public", "lb lb pub sg-lb", 1), "", "internet", "app", "3000", no, ""},
		{"a load balancer that may be internal", strings.Replace(c, "lb lb pub sg-lb public", "lb lb pub sg-lb ?", 1), "", "internet", "app", "3000", unknown, ""},

		{"two VPCs without peering", c + peer, "", "app", "far", "5432", no, "no route"},
		{"a peering with routes both ways", c + peer, "peering pcx v w\nroute t-priv 10.9.0.0/16 pcx:pcx\nroute t-w 10.0.0.0/16 pcx:pcx", "app", "far", "5432", yes, "t-priv: 10.9.0.0/16 -> pcx"},
		{"a peering without the way back", c + peer, "peering pcx v w\nroute t-priv 10.9.0.0/16 pcx:pcx", "app", "far", "5432", no, "no route"},
		{"a peering of other VPCs", c + peer, "peering pcx v x\nroute t-priv 10.9.0.0/16 pcx:pcx\nroute t-w 10.0.0.0/16 pcx:pcx", "app", "far", "5432", no, "no route"},
		{"a transit gateway, whose own routes nobody read", c + peer, "route t-priv 10.9.0.0/16 tgw:t\nroute t-w 10.0.0.0/16 tgw:t", "app", "far", "5432", unknown, ""},
		{"a route inside the VPC that leads elsewhere", c, "route t-priv 10.0.2.0/24 eni:firewall", "app", "db", "5432", no, "firewall"},
	}
}

// peer is a second VPC with a database that the application may reach by address.
const peer = `
vpc w 10.9.0.0/16
subnet far-subnet w 10.9.1.0/24 table=t-w
table t-w w
acl acl-w w default
in acl-w 100 allow all * 0.0.0.0/0
out acl-w 100 allow all * 0.0.0.0/0
group sg-far w
ingress sg-far tcp 5432 10.0.0.0/16
egress sg-app tcp 5432 10.9.0.0/16
db far far-subnet sg-far
`

// TestTopologies holds the engine to small networks with known answers.
func TestTopologies(t *testing.T) {
	asked := 0
	for _, c := range append(topologies(), blockedQuestions()...) {
		asked++
		t.Run(c.name, func(t *testing.T) {
			more := c.more
			if strings.HasPrefix(c.base, "\nvpc v") && !strings.Contains(c.base, "sg-lb") && !strings.Contains(more, "route t-pub") && strings.Contains(more, " pub ") {
				more = "route t-pub 0.0.0.0/0 igw:igw\n" + more
			}
			r := NewReach(wiring.NewIndex(build(t, c.base+"\n"+more)))
			from, err := r.Node(c.from)
			if err != nil {
				t.Fatal(err)
			}
			to, err := r.Node(c.to)
			if err != nil {
				t.Fatal(err)
			}
			protocol, ports, named := strings.Cut(c.ports, " ")
			if !named {
				protocol, ports = "", protocol
			}
			port, err := strconv.Atoi(ports)
			if err != nil {
				port = -1
			}
			a, err := r.Ask(Question{From: from, To: to, Protocol: protocol, Port: port})
			if err != nil {
				t.Fatal(err)
			}
			got := unknown
			if reachable, known := a.Reachable.Get(); known {
				got = map[bool]string{true: yes, false: no}[reachable]
			}
			if said := fmt.Sprint(a.Services, a.Hops, a.Stop); got != c.want || !strings.Contains(said, c.says) {
				t.Errorf("%s, want %s with %q: %s", got, c.want, c.says, said)
			}
		})
	}
	if asked < 80 {
		t.Errorf("%d topologies are too few", asked)
	}
	t.Logf("%d topologies", asked)
}
