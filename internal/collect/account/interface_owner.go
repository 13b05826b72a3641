package account

import (
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// owner is who a network interface says that it belongs to.
type owner struct {
	// typ is the Terraform type.
	typ string
	// id is the ARN or id, empty where the interface does not tell.
	id string
	// name is for people; of an owner without an id it is all that AWS tells.
	name string
	// collection holds such owners as nouns, empty if none does.
	collection string
	// shared is set where the interface is named after one of several owners.
	shared bool
}

// ownerReader reads owners from network interfaces.
type ownerReader struct {
	*region
	forms    []ownerForm
	patterns []*regexp.Regexp
	kinds    map[types.NetworkInterfaceType]owner
	task     *regexp.Regexp
}

func newOwnerReader(r *region) *ownerReader {
	o := &ownerReader{
		region: r,
		forms:  ownerForms(),
		kinds:  ownerKinds(),
		task:   regexp.MustCompile(`^arn:[\w-]+:ecs:[^:]*:[^:]*:attachment/\S+$`),
	}
	for _, f := range o.forms {
		o.patterns = append(o.patterns, regexp.MustCompile(f.description))
	}
	return o
}

// of reads whose a network interface is. What is attached to an instance is the instance's,
// whatever somebody wrote into its description; only the task of a container instance has an
// interface of its own there.
func (o *ownerReader) of(i types.NetworkInterface) owner {
	description, tags := aws.ToString(i.Description), interfaceTags(i)
	instance := ""
	primary := false
	if a := i.Attachment; a != nil {
		instance, primary = aws.ToString(a.InstanceId), aws.ToInt32(a.DeviceIndex) == 0
	}
	switch {
	case o.task.MatchString(description) && (instance == "" || !primary):
		return o.taskOwner(description, tags)
	case instance != "":
		return owner{
			typ:        "aws_instance",
			id:         o.arnOf(instanceAccount(i, o.session.id), "ec2", "instance/"+instance),
			name:       instance,
			collection: "instance_groups",
		}
	case tags["AWSNetworkFirewallManaged"] == "true" && tags["Firewall"] != "":
		return owner{typ: "aws_networkfirewall_firewall", id: tags["Firewall"], name: lastPart(tags["Firewall"])}
	}
	found, ok := o.described(i, description)
	switch {
	case ok && found.collection != "" && found.id != "":
		return found // it names one of the nouns
	case isStandalone(i):
		return owner{typ: "aws_network_interface", id: o.ec2("network-interface", i.NetworkInterfaceId)}
	case ok:
		return found
	}
	if strings.Contains(aws.ToString(i.RequesterId), ":AWSCodeBuild-") {
		return owner{typ: "aws_codebuild_project"}
	}
	found = o.kinds[i.InterfaceType]
	if cluster := tags["cluster.k8s.amazonaws.com/name"]; cluster != "" &&
		(found.typ == "" || found.typ == "aws_eks_cluster") {
		return owner{
			typ:  "aws_eks_cluster",
			id:   o.arnOf(accountOf(i, o.session.id), "eks", "cluster/"+cluster),
			name: cluster,
		}
	}
	return found
}

// isStandalone recognizes an interface that somebody made and that nothing is attached to.
func isStandalone(i types.NetworkInterface) bool {
	return i.Status == types.NetworkInterfaceStatusAvailable && !aws.ToBool(i.RequesterManaged) &&
		(i.InterfaceType == "" || i.InterfaceType == types.NetworkInterfaceTypeInterface || i.InterfaceType == types.NetworkInterfaceTypeEfa)
}

func (o *ownerReader) described(i types.NetworkInterface, description string) (owner, bool) {
	for n, pattern := range o.patterns {
		match := pattern.FindStringSubmatch(description)
		if match == nil {
			continue
		}
		form := o.forms[n]
		part := func(group string) string {
			if at := pattern.SubexpIndex(group); at >= 0 {
				return match[at]
			}
			return ""
		}
		found := owner{
			typ:        form.typ,
			id:         part("arn"),
			name:       part("name"),
			collection: form.collection,
			shared:     form.typ == "aws_lambda_function",
		}
		key := part("id")
		if found.name == "" {
			found.name = lastPart(found.id + key)
		}
		switch {
		case form.service != "" && key+found.name != "":
			if key == "" {
				key = found.name
			}
			found.id = o.arnOf(accountOf(i, o.session.id), form.service, form.resource+key)
		case key != "":
			found.id = key
		}
		return found, true
	}
	return owner{}, false
}

// taskOwner reads whose task it is from the tags that ECS manages, if it does.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html
func (o *ownerReader) taskOwner(description string, tags map[string]string) owner {
	cluster, service := tags["aws:ecs:clusterName"], tags["aws:ecs:serviceName"]
	switch {
	case service != "":
		id := o.arn("ecs", "service/"+cluster+"/"+service)
		return owner{typ: "aws_ecs_service", id: id, name: service, collection: "services"}
	case cluster != "":
		return owner{typ: "aws_ecs_task", id: description, name: cluster + " " + lastPart(description)}
	}
	return owner{typ: "aws_ecs_task", id: description, name: lastPart(description), collection: "services"}
}

func interfaceTags(i types.NetworkInterface) map[string]string {
	known, _ := ec2Tags(i.TagSet)
	tags, _ := known.Get()
	return tags
}

// accountOf is the account that owns a network interface: in a shared VPC not the scanned one.
func accountOf(i types.NetworkInterface, scanned string) string {
	if id := aws.ToString(i.OwnerId); id != "" {
		return id
	}
	return scanned
}

// instanceAccount is the account of the instance that an interface is attached to.
func instanceAccount(i types.NetworkInterface, scanned string) string {
	if id := aws.ToString(i.Attachment.InstanceOwnerId); id != "" && strings.Trim(id, "0123456789") == "" {
		return id
	}
	return accountOf(i, scanned)
}

// lastPart is the end of an ARN or id.
func lastPart(id string) string { return id[strings.LastIndexAny(id, ":/")+1:] }
